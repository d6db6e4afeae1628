using System.Globalization;
using HeadDesk.Rules.Staff;
using HeadDesk.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Copying;

/// <summary>Puts a whole store in the place of another, in steps that can be cut short anywhere.</summary>
/// <remarks>
/// What is to come is written to <c>incoming-…</c>, which counts for nothing. Renamed to <c>restored-…</c> it is decided: whoever opens the
/// data directory for writing finishes the exchange first, whoever reads waits. What was there before goes to <c>replaced-…</c>; the
/// database goes last, so that a rest which still holds it is one that is not finished.
/// </remarks>
public static class StoreExchange
{
    private const string Incoming = "incoming-";
    private const string Decided = "restored-";
    private const string Replaced = "replaced-";

    /// <summary>In this order; the first two belong to the old database alone.</summary>
    private static readonly string[] Items = [StoreCopy.Database + "-wal", StoreCopy.Database + "-shm", StoreCopy.Blobs, "token.keys", "sent.journal", StoreCopy.Database];

    public static bool HoldsStore(string directory) =>
        File.Exists(Path.Combine(directory, StoreCopy.Database)) || (Directory.Exists(Path.Combine(directory, StoreCopy.Blobs)) && Directory.EnumerateFileSystemEntries(Path.Combine(directory, StoreCopy.Blobs)).Any());

    /// <summary>A folder to write the store into; what an earlier attempt left is removed.</summary>
    public static string Begin(DataDirectory directory, DateTimeOffset now)
    {
        foreach (var left in Directory.EnumerateDirectories(directory.Path, Incoming + "*").ToList())
        {
            Directory.Delete(left, recursive: true);
        }

        // Two in one second must not put two stores aside under one name.
        var moment = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = moment;
        for (var i = 2; Directory.Exists(Path.Combine(directory.Path, Replaced + name)); i++)
        {
            name = $"{moment}-{i}";
        }

        var folder = Path.Combine(directory.Path, Incoming + name);
        DurableFolder.Create(folder);
        return folder;
    }

    /// <summary>From here on it is the store.</summary>
    /// <returns>Where the old one lies now; null where there was none.</returns>
    public static string? Commit(DataDirectory directory, string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder).Append(folder))
        {
            DurableFolder.Sync(inner);
        }

        Directory.Move(folder, Path.Combine(directory.Path, Decided + Path.GetFileName(folder)[Incoming.Length..]));
        DurableFolder.Sync(directory.Path);
        return Finish(directory.Path);
    }

    /// <summary>An exchange was decided and is not finished.</summary>
    internal static bool IsUnderWay(string directory) => Directory.EnumerateDirectories(directory, Decided + "*").Any();

    /// <summary>Finishes what was decided; does nothing where nothing was.</summary>
    /// <param name="directory">Locked by the caller.</param>
    /// <param name="stop">Fails between two steps, in tests.</param>
    internal static string? Finish(string directory, Action<string>? stop = null)
    {
        string? replaced = null;
        foreach (var decided in Directory.EnumerateDirectories(directory, Decided + "*").Order(StringComparer.Ordinal).ToList())
        {
            replaced = Path.Combine(directory, Replaced + Path.GetFileName(decided)[Decided.Length..]);
            if (File.Exists(Path.Combine(decided, StoreCopy.Database)))
            {
                foreach (var item in Items)
                {
                    Exchange(item, directory, decided, replaced, stop);
                }
            }

            DurableFolder.Sync(directory);
            Directory.Delete(decided, recursive: true);
        }

        return replaced is not null && Directory.Exists(replaced) ? replaced : null;
    }

    private static void Exchange(string item, string directory, string decided, string replaced, Action<string>? stop)
    {
        var (place, next, old) = (Path.Combine(directory, item), Path.Combine(decided, item), Path.Combine(replaced, item));
        var comes = Exists(next);
        if (Exists(place) && (comes || item.Contains('-', StringComparison.Ordinal)))
        {
            DurableFolder.Create(replaced);
            Move(place, old);
            stop?.Invoke(item + " is gone");
        }

        if (comes)
        {
            Move(next, place);
            stop?.Invoke(item + " is there");
        }
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }
}

/// <summary>What is changed in a store that comes out of a backup, before it is used.</summary>
public static class RestoredStore
{
    /// <summary>Far off; only a person lets such mail go.</summary>
    public static DateTimeOffset Held { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The key of the fact that says of which moment the store is and since when it is in its place.</summary>
    public const string Fact = "restored";

    /// <summary>Mail that waited when the backup was made may have been sent since: it waits until a person says.</summary>
    /// <param name="sent">Was sent for certain.</param>
    /// <returns>How many wait.</returns>
    public static int HoldOutbox(string database, IReadOnlyList<long> sent, string why) => Change(database, session =>
    {
        foreach (var id in sent)
        {
            session.Execute($"DELETE FROM outbox_content WHERE outbox = {id}; UPDATE outbox SET state = 'sent', ended = due WHERE id = {id} AND state = 'queued'");
        }

        using var run = session.Prepare("UPDATE outbox SET due = ?, last_error = ? WHERE state = 'queued'").Start();
        run.Add(Held);
        run.Add(why);
        return run.Run();
    });

    /// <summary>The last number that a desk of a store nobody uses has given; 0 for none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static int LastTicket(string database, string desk) => Ask(
        database,
        "SELECT max(last_ticket, coalesce((SELECT max(number) FROM ticket WHERE desk = desk.id), 0)) FROM desk WHERE name = ?",
        run => run.Step() ? run.Int32(0) : 0,
        desk);

    /// <summary>How many of its tickets were opened since then, and when the first of them was.</summary>
    public static (int Count, DateTimeOffset? First) TicketsSince(string database, string desk, DateTimeOffset since) => Ask(
        database,
        "SELECT count(*), min(created) FROM ticket WHERE desk = (SELECT id FROM desk WHERE name = ?) AND created >= ?",
        run => run.Step() && run.Int32(0) > 0 ? (run.Int32(0), run.Time(1)) : (0, default(DateTimeOffset?)),
        desk,
        since);

    /// <summary>Numbers below this one are not given again.</summary>
    public static void SetNextTicket(string database, string desk, int next) => Change(database, session =>
    {
        using var run = session.Prepare("UPDATE desk SET last_ticket = max(last_ticket, ? - 1) WHERE name = ?").Start();
        run.Add(next);
        run.Add(desk);
        return run.Run();
    });

    /// <summary>For every desk of it: mail that reached the mailbox before that moment may have been dealt with, though the store does not know it.</summary>
    /// <param name="made">When the backup was.</param>
    /// <param name="now">When it comes into its place.</param>
    public static void Remember(string database, DateTimeOffset made, DateTimeOffset now) => Change(database, session =>
    {
        using var run = session.Prepare("INSERT INTO fact (desk, key, value) SELECT id, ?, ? FROM desk WHERE true ON CONFLICT (desk, key) DO UPDATE SET value = excluded.value").Start();
        run.Add(Fact);
        run.Add(string.Create(CultureInfo.InvariantCulture, $"{made.ToUnixTimeMilliseconds()} {now.ToUnixTimeMilliseconds()}"));
        return run.Run();
    });

    /// <param name="fact">The value of <see cref="Fact"/>; null where the store never came out of a backup.</param>
    public static Restoration? Read(string? fact) => fact?.Split(' ') is [var made, var at] ? new Restoration(Time(made), Time(at)) : null;

    private static DateTimeOffset Time(string milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture));

    private static T Ask<T>(string database, string sql, Func<Execution, T> read, string desk, DateTimeOffset? since = null)
    {
        using var session = StoreCopy.OpenForReading(database);
        using var run = session.Prepare(sql).Start();
        run.Add(desk);
        if (since is { } time)
        {
            run.Add(time);
        }

        return read(run);
    }

    private static int Change(string database, Func<SqliteSession, int> change)
    {
        SqliteLibrary.Load(SqliteLibraryChoice.Newer);
        using var session = SqliteSession.Open(database, SqliteOpenMode.ReadWrite, new SqliteStoreOptions());
        session.Execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
        var changed = change(session);
        session.Execute("COMMIT");
        return changed;
    }
}
