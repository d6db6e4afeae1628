using System.Text.Json.Nodes;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>Holds store, folders and mailboxes against the model. Each method gives what is wrong, one line each.</summary>
internal sealed class WalkCheck(TestDesk desk)
{
    /// <summary>Numbers what is new and keeps of each ticket what agrees with the store. For after every whole round.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync(IReadOnlyList<WalkedTicket> tickets, CancellationToken cancellationToken)
    {
        await using var store = await StoreReader.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), cancellationToken);
        var listed = (await store.Desk.ListTicketsAsync(cancellationToken).ToListAsync(cancellationToken)).ToDictionary(t => t.Number);
        var numbered = tickets.Where(t => t.Number > 0).ToDictionary(t => t.Number);
        foreach (var number in listed.Keys.Except(numbered.Keys).Order())
        {
            var ids = (await store.Desk.ListEntriesAsync(number, cancellationToken)).Where(e => e.Kind == EntryKind.Received).Select(e => e.MessageId!).ToHashSet();
            if (tickets.FirstOrDefault(t => t.Number == 0 && t.Messages.Keys.Any(ids.Contains)) is not { } ticket)
            {
                return [$"ticket {number} is nobody's: {string.Join(", ", ids)}"];
            }

            ticket.Number = number;
            numbered[number] = ticket;
        }

        var wrong = tickets.Where(t => t.Number == 0).Select(t => $"no ticket was made of {t.OpeningId}").ToList();
        foreach (var (number, ticket) in numbered)
        {
            var found = listed[number];
            var status = found.Status.ToString().ToLowerInvariant();
            if (!ticket.Keep(s => s.Status == status && s.Assignee == found.Assignee))
            {
                wrong.Add($"ticket {number} is {status}, {found.Assignee ?? "nobody"}; should be\n      {ticket.Expected()}");
            }
        }

        return wrong;
    }

    /// <summary>What the command line prints is what the model says.</summary>
    public async Task<IReadOnlyList<string>> CommandLineAsync(IReadOnlyList<WalkedTicket> tickets, IEnumerable<WalkedTicket> shown, CancellationToken cancellationToken)
    {
        var listed = (await desk.TicketsAsync(cancellationToken)).ToDictionary(t => (int)t!["number"]!, t => t!);
        var wrong = tickets.Where(t => !listed.TryGetValue(t.Number, out var found) || !t.Possible.Any(s => Fits(found, s, t))).Select(t => $"tickets list: ticket {t.Number} is not {t.Expected()}").ToList();
        foreach (var ticket in shown)
        {
            var found = await desk.TicketAsync(ticket.Number, cancellationToken);
            var received = found["entries"]!.AsArray().Where(e => (string)e!["kind"]! == "received").Select(e => (string)e!["messageId"]!);
            if (!ticket.Possible.Any(s => Fits(found, s, ticket)) || !received.Order().SequenceEqual(ticket.Received.Order()))
            {
                wrong.Add($"tickets show {ticket.Number}: {found.ToJsonString()}\n   is not {ticket.Expected()}");
            }
        }

        return listed.Count == tickets.Count ? wrong : [.. wrong, $"tickets list: {listed.Count} tickets, not {tickets.Count}"];
    }

    public async Task<QueueDepths> QueuesAsync(CancellationToken cancellationToken)
    {
        await using var store = await StoreReader.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), cancellationToken);
        return await store.Desk.DepthsAsync(cancellationToken);
    }

    /// <summary>Each mail and each word is on record once, and nothing waits.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync(IReadOnlyList<WalkedTicket> tickets, CancellationToken cancellationToken)
    {
        await using var store = await StoreReader.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), cancellationToken);
        var wrong = new List<string>();
        foreach (var ticket in tickets)
        {
            var entries = (await store.Desk.ListEntriesAsync(ticket.Number, cancellationToken)).ToLookup(e => e.Kind);
            Compare(wrong, $"ticket {ticket.Number}, received", ticket.Received, entries[EntryKind.Received].Select(e => e.MessageId!));
            Compare(wrong, $"ticket {ticket.Number}, sent", ticket.Sent, entries[EntryKind.Sent].Select(e => e.MessageId!));
            Compare(wrong, $"ticket {ticket.Number}, bounces", ticket.Bounces, entries[EntryKind.Bounce].Select(e => e.MessageId!));
            var relays = entries[EntryKind.Relay].Select(e => e.Text);
            if (!ticket.Keep(s => s.Relayed.Select(Letters.Text).Order().SequenceEqual(relays.Order())))
            {
                wrong.Add($"ticket {ticket.Number}, relays: {string.Join(" | ", relays)}; should be\n      {ticket.Expected()}");
            }
        }

        var depths = await store.Desk.DepthsAsync(cancellationToken);
        return depths is { Outbox: 0, Filings: 0 } ? wrong : [.. wrong, $"still queued: {depths}"];
    }

    /// <summary>All of a ticket's mail lies in its home, once, or once more where a person copied it.</summary>
    public IReadOnlyList<string> Folders(IReadOnlyList<WalkedTicket> tickets, IReadOnlyCollection<string> questions)
    {
        var lying = desk.Mailbox.AllMessages().ToLookup(m => m.MessageId!.Trim('<', '>'), m => m.Folder);
        var wrong = new List<string>();
        foreach (var ticket in tickets)
        {
            foreach (var id in ticket.Messages.Keys)
            {
                var folders = lying[id].ToList();
                if (!folders.TrueForAll(f => ticket.Possible.Any(s => s.Home == f)) || folders.Count < 1 || folders.Count > 1 + ticket.Copies.GetValueOrDefault(id))
                {
                    wrong.Add($"ticket {ticket.Number}: {id} lies in [{string.Join(", ", folders)}], {ticket.Copies.GetValueOrDefault(id)} copies were made; home is {ticket.Possible[0].Home}");
                }
            }

            wrong.AddRange(ticket.Sent.Where(id => !lying[id].SequenceEqual(["Sent"])).Select(id => $"ticket {ticket.Number}: {id} is not in Sent"));
        }

        wrong.AddRange(questions.Where(id => !lying[id].SequenceEqual(["HeadDesk/Commands"])).Select(id => $"the question {id} lies in [{string.Join(", ", lying[id])}]"));
        var known = tickets.SelectMany(t => t.Messages.Keys.Concat(t.Sent)).Concat(questions).ToHashSet();
        wrong.AddRange(lying.Where(m => !known.Contains(m.Key)).Select(m => $"{m.Key} lies in [{string.Join(", ", m)}] and is nobody's"));
        return wrong;
    }

    /// <summary>Everybody has got what they must, once.</summary>
    /// <param name="answers">To questions that are about no ticket, as <see cref="TicketState.Mails"/>.</param>
    public IReadOnlyList<string> Mails(IReadOnlyList<WalkedTicket> tickets, IReadOnlyList<string> answers, int kills)
    {
        IEnumerable<MailAccount> readers = [desk.Alice, desk.Bob, .. tickets.SelectMany(t => t.Readers.Concat(t.Outsiders)).DistinctBy(r => r.Address)];
        var all = readers.SelectMany(r => r.Messages().Select(m => SeenMail.Of(r.Address, m))).ToList();
        var once = all.DistinctBy(m => (m.Id, m.Text)).ToList();
        var doubled = all.GroupBy(m => m.Id).Sum(m => m.GroupBy(read => read.Text).Max(read => read.Count()) - 1); // One kill between the server's acceptance and our mark doubles one mail.
        var seen = once.ToLookup(m => m.Ticket, m => m.Text);
        var wrong = new List<string>();
        foreach (var ticket in tickets)
        {
            var found = seen[ticket.Number].Order(StringComparer.Ordinal).ToList();
            if (!ticket.Keep(s => s.Mails.Order(StringComparer.Ordinal).SequenceEqual(found)))
            {
                wrong.Add($"ticket {ticket.Number}, mails: {string.Join(", ", found)}; should be\n      {ticket.Expected()}");
            }
        }

        // Whether a stranger's number is seen as one depends on which of their mails comes first: their answer may open the ticket.
        Compare(wrong, "answers about no ticket", answers, seen[0].Where(text => !text.EndsWith(" stranger", StringComparison.Ordinal)));
        return doubled <= kills ? wrong : [.. wrong, $"{doubled} mails were doubled by {kills} kills"];
    }

    private static bool Fits(JsonNode found, TicketState state, WalkedTicket ticket) =>
        (string)found["status"]! == state.Status
        && (string?)found["assignee"] == state.Assignee
        && (string)found["requester"]!["address"]! == ticket.Requester.Address
        && (int)found["messages"]! == ticket.Received.Count() + ticket.Sent.Count + ticket.Bounces.Count + state.Relayed.Count;

    private static void Compare(List<string> wrong, string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (should, has) = (expected.Order(StringComparer.Ordinal).ToList(), found.Order(StringComparer.Ordinal).ToList());
        if (!should.SequenceEqual(has))
        {
            wrong.Add($"{what}: [{string.Join(", ", has)}], not [{string.Join(", ", should)}]");
        }
    }
}
