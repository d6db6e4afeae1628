using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Benchmarks.Clock;

/// <summary>A store full of open tickets, of which a few become due in a minute: half wait for the customer, half for staff.</summary>
internal static class OpenTickets
{
    public const int Due = 100;
    public const int Staff = 10;
    private const int Batch = 1_000;

    public static string NameOf(int member) => $"staff{member}";

    public static async Task FillAsync(LoadedConfiguration configuration, int tickets, DateTimeOffset now)
    {
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var timekeeper = new Timekeeper(settings, new TokenSigner([new byte[32]]));
        using var directory = DataDirectory.OpenForWriting(configuration.DataDirectory);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
        var desk = await store.OpenDeskAsync(configuration.Options.Desk.Id, CancellationToken.None);
        for (var made = 0; made < tickets;)
        {
            await using var transaction = await desk.BeginAsync(CancellationToken.None);
            for (var i = 0; i < Batch && made < tickets; i++, made++)
            {
                var waits = made % 2 == 0;
                var before = waits ? TimeSpan.FromDays(2) : TimeSpan.FromHours(6); // 2bd to the follow-up; three quarters of the 8 hours until a first answer is due
                await AddAsync(transaction, timekeeper, made, waits, made < Due ? now - before + TimeSpan.FromSeconds(30) : now);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private static async Task AddAsync(IDeskTransaction transaction, Timekeeper timekeeper, int made, bool waits, DateTimeOffset at)
    {
        var requester = new Party($"Customer {made}", $"c{made}@customer.example");
        var number = await transaction.NextTicketNumberAsync(CancellationToken.None);
        var received = new Entry { Kind = EntryKind.Received, At = at, By = requester.Address, Via = Via.Mail, From = requester, Text = "The printer on the third floor has been on fire since this morning." };
        var ticket = new Ticket
        {
            Number = number, Subject = "Printer on fire", Requester = requester, Participants = [requester], Created = at, Updated = at, StatusSince = at, Messages = 1,
            Assignee = NameOf(made % Staff), Status = TicketStatus.Open,
        };
        ticket = timekeeper.Stamp(null, new Decision { Ticket = ticket, Opens = true, PersonWrote = true, Entries = [received] }, at);
        await transaction.AddEntryAsync(number, received, CancellationToken.None);
        if (waits)
        {
            var relay = new Entry { Kind = EntryKind.Relay, At = at, By = ticket.Assignee!, Via = Via.Mail, To = [requester], Text = "Which printer is it?" };
            ticket = timekeeper.Stamp(ticket, new Decision { Ticket = ticket with { Status = TicketStatus.Waiting, StatusSince = at }, Answered = true, Entries = [relay] }, at);
            await transaction.AddEntryAsync(number, relay, CancellationToken.None);
        }

        await transaction.SaveTicketAsync(ticket with { Times = ticket.Times with { Told = new ToldState(ticket.Status, ticket.Assignee, null), TellAt = null } }, CancellationToken.None);
    }
}
