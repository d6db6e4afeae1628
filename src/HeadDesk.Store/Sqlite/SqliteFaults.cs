using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HeadDesk.Store.Sqlite;

/// <summary>Turns SQLite's result codes (sqlite.org/rescode.html) into plain words.</summary>
internal static class SqliteFaults
{
    /// <param name="file">The database file as a person knows it.</param>
    public static StoreException From(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StoreException.Full($"the store {file}", error),
        // A full disk shows as an I/O error where SQLite grows the shared memory or syncs.
        raw.SQLITE_IOERR when IsFull(file) => StoreException.Full($"the store {file}", error),
        raw.SQLITE_IOERR => StoreException.Failed($"the disk failed under the store {file}", error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StoreException.Failed($"another program holds the store {file}", error),
        raw.SQLITE_CORRUPT => StoreException.Damaged($"the store {file} is damaged: check it and restore a backup", error),
        raw.SQLITE_NOTADB => StoreException.Damaged($"{file} is not a store of Head Desk", error),
        raw.SQLITE_CANTOPEN => StoreException.CannotOpen(file, "no such file, or no right to it", error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => StoreException.Failed($"no right to write the store {file}", error),
        raw.SQLITE_CONSTRAINT => StoreException.Conflict($"against a rule of the store: {error.Message}", error),
        _ => StoreException.Failed($"the store {file}", error),
    };

    private static bool IsFull(string file)
    {
        const long Page = 65_536;
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace < Page;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The answer only chooses the words of an error that is thrown in either case.
            return false;
        }
    }
}
