using System.Diagnostics;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Benchmarks.Clock;

/// <summary><c>clock [tickets]</c>: one tick of all jobs over many open tickets, of which some are due: rules, store and commit, without servers.</summary>
internal static class ClockRun
{
    private const int Due = 100;

    public static async Task<int> MainAsync(int tickets)
    {
        var folder = Directory.CreateTempSubdirectory("headdesk-clock-");
        try
        {
            using var directory = DataDirectory.OpenForWriting(Path.Combine(folder.FullName, "data"));
            await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
            var desk = await store.OpenDeskAsync("main", CancellationToken.None);
            var now = DateTimeOffset.UtcNow;
            var timekeeper = new Timekeeper(Settings(), new TokenSigner([new byte[32]]));
            await FillAsync(desk, timekeeper, tickets, now);
            GC.Collect();
            var before = Process.GetCurrentProcess().WorkingSet64;
            Console.WriteLine($"{tickets} open tickets");
            foreach (var (name, at) in new[] { ("nothing due", now.AddMinutes(-1)), ($"{Due} due", now.AddMinutes(1)), ("nothing due again", now.AddMinutes(1)), ("everything due", now.AddDays(30)) })
            {
                var watch = Stopwatch.StartNew();
                var count = await TickAsync(desk, timekeeper, at);
                Console.WriteLine($"{name,-20} {count,7} tickets  {watch.Elapsed.TotalMilliseconds,9:0.0} ms  +{(Process.GetCurrentProcess().WorkingSet64 - before) / 1_048_576.0:0} MB");
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DeskSettings Settings()
    {
        var options = new HeadDeskOptions();
        options.Desk.Name = "Example Support";
        options.Desk.Address = "support@example.com";
        options.Staff.Add(new StaffOptions { Name = "alice", Addresses = ["alice@example.com"], Role = Rules.Staff.StaffRole.Admin });
        return DeskSettingsFactory.Create(options);
    }

    // Most were answered a moment ago; a few lie there since long enough for a reminder.
    private static async Task FillAsync(IDeskStore desk, Timekeeper timekeeper, int tickets, DateTimeOffset now)
    {
        for (var made = 0; made < tickets;)
        {
            await using var transaction = await desk.BeginAsync(CancellationToken.None);
            for (var i = 0; i < 1_000 && made < tickets; i++, made++)
            {
                var at = made < Due ? now.AddHours(-2) : now;
                var requester = new Party("Customer", $"c{made}@customer.example");
                var number = await transaction.NextTicketNumberAsync(CancellationToken.None);
                var ticket = new Ticket { Number = number, Subject = "Something", Requester = requester, Participants = [requester], Created = at, Updated = at, StatusSince = at, Messages = 1 };
                var received = new Entry { Kind = EntryKind.Received, At = at, By = requester.Address, Via = Via.Mail, From = requester, Text = "Some words." };
                await transaction.SaveTicketAsync(timekeeper.Stamp(null, new Decision { Ticket = ticket, Opens = true, Entries = [received] }, at), CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private static async Task<int> TickAsync(IDeskStore desk, Timekeeper timekeeper, DateTimeOffset at)
    {
        if (await desk.NextWakeAsync(CancellationToken.None) is not { } next || next > at)
        {
            return 0;
        }

        var total = 0;
        while (true)
        {
            await using var transaction = await desk.BeginAsync(CancellationToken.None);
            var due = await transaction.WakingTicketsAsync(at, 20_000, CancellationToken.None);
            foreach (var ticket in due)
            {
                var step = timekeeper.Advance(ticket, ["alice"], at);
                foreach (var entry in step.Decision.Entries)
                {
                    await transaction.AddEntryAsync(ticket.Number, entry, CancellationToken.None);
                }

                await transaction.SaveTicketAsync(timekeeper.Stamp(ticket, step.Decision, at), CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
            total += due.Count;
            if (due.Count < 20_000)
            {
                return total;
            }
        }
    }
}
