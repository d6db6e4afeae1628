using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>Where the numbers of a restored desk go on: above everything that may have been given since the backup, for people hold mail with those numbers.</summary>
internal static class NumberGap
{
    /// <summary>A small desk takes years for as many; a busy one is measured.</summary>
    private const int Least = 1_000;

    /// <summary>A clock that is years wrong must not use up nine digits.</summary>
    private const int Most = 10_000_000;

    /// <summary>Weeks with and without holidays; longer ago the desk may have been another.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(28);

    /// <summary>What the pace of the last weeks before the backup would make in twice the time since, 1,000 at least.</summary>
    /// <param name="opened">Tickets.</param>
    /// <param name="over">In this time; a day is the least, for the first hours of a desk may bring years of old mail.</param>
    /// <param name="age">Of the backup.</param>
    public static int Of(int opened, TimeSpan over, TimeSpan age) =>
        (int)Math.Clamp(Math.Ceiling(2 * age.TotalDays * opened / Math.Max(1, over.TotalDays)), Least, Most);

    /// <param name="backup">The database of the backup.</param>
    /// <param name="replaced">The database in whose place it comes; perhaps not there, or not to be read.</param>
    /// <param name="wanted">The number that a person named; null for none.</param>
    /// <exception cref="StoreException">That number was given.</exception>
    public static RestoredNumbers Choose(string backup, string replaced, string desk, int? wanted, DateTimeOffset made, DateTimeOffset now)
    {
        var last = RestoredStore.LastTicket(backup, desk);
        int? lastReplaced = LastOf(replaced, desk);
        var given = Math.Max(last, lastReplaced ?? 0);
        if (wanted <= given)
        {
            throw StoreException.Conflict($"--next-ticket {wanted}: numbers up to {given} were given already; name a higher one, or leave it out");
        }

        var (opened, first) = RestoredStore.TicketsSince(backup, desk, made - Window);
        return new RestoredNumbers(desk, last, lastReplaced, wanted ?? Math.Max(given, last + Of(opened, made - (first ?? made), now - made)) + 1);
    }

    private static int? LastOf(string database, string desk)
    {
        try
        {
            return File.Exists(database) ? RestoredStore.LastTicket(database, desk) : null;
        }
        catch (StoreException)
        {
            return null; // What is to be replaced may be what was damaged.
        }
    }
}

/// <summary>The numbers of a restored desk.</summary>
/// <param name="Backup">The last that the backup knows; 0 for none.</param>
/// <param name="Replaced">The last that the store knew in whose place it came; null where there was none to be read.</param>
/// <param name="Next">What the next ticket gets.</param>
internal sealed record RestoredNumbers(string Desk, int Backup, int? Replaced, int Next);
