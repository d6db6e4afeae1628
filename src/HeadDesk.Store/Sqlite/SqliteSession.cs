using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HeadDesk.Store.Sqlite;

/// <summary>One connection with its prepared statements. Not for two threads at once.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = [];

    private SqliteSession(SqliteConnection connection, string file)
    {
        Connection = connection;
        File = file;
    }

    public SqliteConnection Connection { get; }

    public string File { get; }

    /// <summary>A failure after which the running transaction, if any, must not be committed.</summary>
    public bool Broken { get; set; }

    public bool InTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>Steps of SQLite's machine so far: what the work cost, on whatever machine.</summary>
    internal long Steps => _statements.Values.Sum(s => s.Steps);

    public static SqliteSession Open(string file, SqliteOpenMode mode, SqliteStoreOptions options)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            // Sessions are pooled by the store, with their prepared statements.
            Pooling = false,
            DefaultTimeout = (int)options.BusyTimeout.TotalSeconds,
        }.ToString());
        var session = new SqliteSession(connection, file);
        try
        {
            connection.Open();
            session.Execute($"PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds}");
            var cache = mode == SqliteOpenMode.ReadOnly ? options.ReaderCacheKilobytes : options.CacheKilobytes;
            session.Execute($"PRAGMA cache_size = -{cache}");
            session.Execute("PRAGMA temp_store = MEMORY");
            return session;
        }
        catch (SqliteException e)
        {
            session.Dispose();
            throw SqliteFaults.From(e, file);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The statement for this SQL, compiled at its first use and kept; one parameter a question mark, in order.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new Statement(this, sql));
        }

        return statement;
    }

    /// <summary>Runs SQL that is not worth keeping: pragmas, schema.</summary>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw Fault(e);
        }
    }

    public long Scalar(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (SqliteException e)
        {
            throw Fault(e);
        }
    }

    public void Rollback()
    {
        // SQLite takes a transaction back by itself when the disk is full or fails.
        if (InTransaction)
        {
            Prepare("ROLLBACK").Run();
        }

        Broken = false;
    }

    public StoreException Fault(SqliteException error)
    {
        // A constraint undoes its own statement only; anything else may have undone the transaction.
        Broken |= error.SqliteErrorCode != raw.SQLITE_CONSTRAINT;
        return SqliteFaults.From(error, File);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }
}
