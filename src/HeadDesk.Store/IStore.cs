namespace HeadDesk.Store;

/// <summary>One database; it serves several desks.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Opens the desk, which is made where it is new (but not by a store that is open for reading only).</summary>
    /// <param name="desk">The desk's stable name in the store, e.g. <c>main</c>.</param>
    /// <exception cref="StoreException">The store is open for reading and has no such desk.</exception>
    Task<IDeskStore> OpenDeskAsync(string desk, CancellationToken cancellationToken);
}
