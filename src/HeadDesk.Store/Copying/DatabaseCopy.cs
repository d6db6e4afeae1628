using HeadDesk.Store.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HeadDesk.Store.Copying;

/// <summary>A copy of a database as of one commit, made while others go on writing to it (sqlite.org/backup.html).</summary>
internal static class DatabaseCopy
{
    /// <summary>Pages between two looks at whether to stop: 4 MB.</summary>
    private const int PagesAtOnce = 1024;

    /// <summary>Writes the whole of <paramref name="source"/> to a new file, synced.</summary>
    /// <param name="source">Not in a transaction. What others commit meanwhile is not in the copy.</param>
    /// <param name="target">A file of its own afterwards, with no log beside it.</param>
    /// <param name="progress">Octets done and in all.</param>
    /// <exception cref="StoreException">No space, or one of both cannot be used.</exception>
    public static void Write(SqliteSession source, string target, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(target);
            FileCopy.Write(target, []); // For its owner alone.
            using (var copy = SqliteSession.Open(target, SqliteOpenMode.ReadWriteCreate, new SqliteStoreOptions()))
            {
                // Synced once, at the end: a copy that was cut short is thrown away.
                copy.Execute("PRAGMA synchronous = OFF");
                source.Execute("BEGIN");
                try
                {
                    source.Scalar("SELECT count(*) FROM sqlite_master"); // The snapshot begins with the first read, and is kept between the steps.
                    Run(source, copy, progress, cancellationToken);
                }
                finally
                {
                    source.Rollback();
                }

                copy.Execute("PRAGMA journal_mode = DELETE");
            }

            DurableFolder.SyncFile(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyFaults.From(e, target);
        }
    }

    private static void Run(SqliteSession source, SqliteSession copy, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var page = source.Scalar("PRAGMA page_size");
        using var backup = raw.sqlite3_backup_init(copy.Connection.Handle, "main", source.Connection.Handle, "main");
        if (backup is null || backup.IsInvalid)
        {
            throw Fault(copy, raw.sqlite3_errcode(copy.Connection.Handle));
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            {
                throw Fault(copy, result);
            }

            var all = raw.sqlite3_backup_pagecount(backup);
            progress?.Invoke((all - raw.sqlite3_backup_remaining(backup)) * page, all * page);
            if (result == raw.SQLITE_DONE)
            {
                return;
            }
        }
    }

    private static StoreException Fault(SqliteSession copy, int result) =>
        SqliteFaults.From(new SqliteException(raw.sqlite3_errstr(result).utf8_to_string(), result & 0xff, result), copy.File);
}
