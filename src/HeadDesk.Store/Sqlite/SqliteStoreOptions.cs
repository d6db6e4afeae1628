using System.ComponentModel.DataAnnotations;

namespace HeadDesk.Store.Sqlite;

/// <summary>How the SQLite store works; the defaults suit one desk on one machine.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>How long to wait for another program that holds the file, e.g. a person's <c>sqlite3</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Page cache of the writer, in KiB; it holds the inner pages of the indexes that every mail touches. With 24 MB instead, a mail reads half a page less
    /// beside 100,000 tickets, and the process takes 11 MB more.
    /// </summary>
    [Range(256, 1_048_576)]
    public int CacheKilobytes { get; init; } = 8 * 1024;

    /// <summary>Page cache of each reader, in KiB; there are as many as read at once.</summary>
    [Range(256, 1_048_576)]
    public int ReaderCacheKilobytes { get; init; } = 2 * 1024;

    /// <summary>Readers kept open between reads.</summary>
    [Range(1, 64)]
    public int IdleReaders { get; init; } = 2;

    /// <summary>The write-ahead log is carried into the database when it has so many pages of 4 KiB.</summary>
    [Range(100, 1_000_000)]
    public int CheckpointPages { get; init; } = 4_000;

    public SqliteLibraryChoice Library { get; init; } = SqliteLibraryChoice.Newer;

    /// <summary>Pages the file may have; makes a full disk in tests.</summary>
    internal long? MaxPages { get; init; }
}
