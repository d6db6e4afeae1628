using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Sqlite;

/// <summary>Connections for reading; each read sees one commit, whole.</summary>
internal sealed class SqliteReaders(string file, SqliteStoreOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var session = _idle.TryTake(out var idle) ? idle : SqliteSession.Open(file, SqliteOpenMode.ReadOnly, options);
        try
        {
            session.Prepare("BEGIN").Run();
            var result = read(session);
            session.Prepare("COMMIT").Run();
            Return(session);
            return result;
        }
        catch (SqliteException e)
        {
            session.Dispose();
            throw SqliteFaults.From(e, file);
        }
        catch
        {
            // Cheaper than finding out what is left of it.
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        _idle.Add(session);
        if ((_closed || _idle.Count > options.IdleReaders) && _idle.TryTake(out var surplus))
        {
            surplus.Dispose();
        }
    }
}
