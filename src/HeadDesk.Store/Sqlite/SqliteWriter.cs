namespace HeadDesk.Store.Sqlite;

/// <summary>The one connection that writes, and whose turn it is.</summary>
/// <remarks>
/// The data directory's lock keeps other daemons away; what a person does at the command line meanwhile (<see cref="SqliteStore.OpenBeside"/>)
/// is a few rows at a time, never a checkpoint, and waits for SQLite's own lock or is waited for.
/// </remarks>
internal sealed class SqliteWriter(SqliteSession session) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _closed;

    public SqliteSession Session => session;

    /// <summary>Waits for the turn and begins a transaction.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            session.Prepare("BEGIN IMMEDIATE").Run();
        }
        catch
        {
            session.Broken = false;
            _turn.Release();
            throw;
        }
    }

    public void Commit() => session.Prepare("COMMIT").Run();

    /// <summary>Takes back what was not committed and gives the turn to the next.</summary>
    public void End()
    {
        try
        {
            session.Rollback();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the running transaction to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (!_closed)
        {
            _closed = true;
            session.Dispose();
        }

        _turn.Release();
    }
}
