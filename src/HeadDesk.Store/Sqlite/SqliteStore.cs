using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Sqlite;

/// <summary>The embedded store: one SQLite file in write-ahead mode, one writer, readers beside it.</summary>
public sealed class SqliteStore : IStore
{
    private readonly string _file;
    private readonly SqliteWriter? _writer;
    private readonly SqliteReaders _readers;

    private SqliteStore(string file, SqliteWriter? writer, SqliteReaders readers, string? olderCopy = null)
    {
        _file = file;
        _writer = writer;
        _readers = readers;
        OlderCopy = olderCopy;
    }

    /// <summary>The schema was brought up to date just now; this is the database as it was before. Null where it was up to date.</summary>
    public string? OlderCopy { get; }

    internal SqliteReaders Readers => _readers;

    internal SqliteWriter? Writer => _writer;

    /// <summary>
    /// Opens the database of a data directory and brings its schema up to date; of one that was opened for reading, it reads beside
    /// whoever writes.
    /// </summary>
    /// <param name="directory">Stays the caller's; to be disposed of after the store.</param>
    /// <exception cref="StoreException">It cannot be opened or was written by a newer version.</exception>
    public static Task<SqliteStore> OpenAsync(DataDirectory directory, SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Open(directory, options, SqliteMigrations.Shipped));
    }

    /// <summary>
    /// Opens the database to write a few rows while a daemon may be at work on it. SQLite lets one write at a time: whoever does so must be
    /// quick. Never changes the schema.
    /// </summary>
    /// <param name="directory">Opened for reading.</param>
    /// <exception cref="StoreException">It cannot be opened, or its schema is not this program's.</exception>
    public static SqliteStore OpenBeside(DataDirectory directory, SqliteStoreOptions options)
    {
        SqliteLibrary.Load(options.Library);
        var readers = new SqliteReaders(directory.DatabaseFile, options);
        readers.Read(session =>
        {
            SqliteMigrations.Shipped.CheckReadable(session);
            return true;
        });
        return new SqliteStore(directory.DatabaseFile, new SqliteWriter(OpenWriter(directory.DatabaseFile, options, SqliteOpenMode.ReadWrite, checkpoints: false)), readers);
    }

    public async Task<IDeskStore> OpenDeskAsync(string desk, CancellationToken cancellationToken)
    {
        var id = _readers.Read(s => FindDesk(s, desk));
        if (id is null && _writer is not null)
        {
            await _writer.BeginAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                AddDesk(_writer.Session, desk);
                _writer.Commit();
            }
            finally
            {
                _writer.End();
            }

            id = _readers.Read(s => FindDesk(s, desk));
        }

        return id is { } key
            ? new SqliteDeskStore(_writer, _readers, key, _file)
            : throw StoreException.CannotOpen(_file, $"it has no desk '{desk}' yet: start the daemon first");
    }

    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal static SqliteStore Open(DataDirectory directory, SqliteStoreOptions options, SqliteMigrations migrations)
    {
        SqliteLibrary.Load(options.Library);
        var file = directory.DatabaseFile;
        var readers = new SqliteReaders(file, options);
        if (directory.CanWrite)
        {
            var session = OpenWriter(file, options, SqliteOpenMode.ReadWriteCreate);
            try
            {
                return new SqliteStore(file, new SqliteWriter(session), readers, migrations.Run(session));
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }

        readers.Read(session =>
        {
            migrations.CheckReadable(session);
            return true;
        });
        return new SqliteStore(file, null, readers);
    }

    private static SqliteSession OpenWriter(string file, SqliteStoreOptions options, SqliteOpenMode mode, bool checkpoints = true)
    {
        var session = SqliteSession.Open(file, mode, options);
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute("PRAGMA foreign_keys = ON");
            session.Execute($"PRAGMA wal_autocheckpoint = {(checkpoints ? options.CheckpointPages : 0)}");
            // Debian's build overwrites what is deleted; the queues would be written twice for it.
            session.Execute("PRAGMA secure_delete = OFF");
            session.Execute($"PRAGMA journal_size_limit = {4L * 4096 * options.CheckpointPages}");
            if (options.MaxPages is { } pages)
            {
                session.Execute($"PRAGMA max_page_count = {pages}");
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static long? FindDesk(SqliteSession session, string desk)
    {
        using var run = session.Prepare("SELECT id FROM desk WHERE name = ?").Start();
        run.Add(desk);
        return run.Step() ? run.Int64(0) : null;
    }

    private static void AddDesk(SqliteSession session, string desk)
    {
        using var run = session.Prepare("INSERT INTO desk (name) VALUES (?) ON CONFLICT DO NOTHING").Start();
        run.Add(desk);
        run.Run();
    }
}
