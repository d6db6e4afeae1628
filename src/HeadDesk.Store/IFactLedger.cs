namespace HeadDesk.Store;

/// <summary>Small facts, and what is to happen only once.</summary>
public interface IFactLedger
{
    /// <summary>True the first time a key is named (until it is forgotten): "an admin is told once".</summary>
    ValueTask<bool> OnceAsync(string key, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask ForgetOnceAsync(string key, CancellationToken cancellationToken);

    ValueTask<string?> GetFactAsync(string key, CancellationToken cancellationToken);

    ValueTask SetFactAsync(string key, string value, CancellationToken cancellationToken);
}
