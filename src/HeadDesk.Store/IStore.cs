namespace HeadDesk.Store;

/// <summary>One database; it serves several desks.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Brings the schema up to date and opens the desk, which is made where it is new.</summary>
    /// <param name="desk">The desk's stable name in the store, e.g. <c>main</c>.</param>
    /// <exception cref="StoreException">The store cannot be opened or was written by a newer version.</exception>
    Task<IDeskStore> OpenDeskAsync(string desk, CancellationToken cancellationToken);
}
