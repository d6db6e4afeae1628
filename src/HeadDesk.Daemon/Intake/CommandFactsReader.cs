using System.Globalization;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Intake;

/// <summary>Looks up what commands need to know, so that the rules themselves do no I/O.</summary>
internal sealed class CommandFactsReader(DeskContext desk, CannedAnswers answers)
{
    /// <summary>Rows of an answer by mail.</summary>
    private const int MaxRows = 50;

    /// <summary>Entries that are looked at for a stale reply, for references and for <c>#show</c>.</summary>
    private const int MaxEntries = 200;

    private const int MaxMergeHops = 10;

    public async ValueTask<CommandFacts> ReadAsync(IDeskTransaction transaction, CommandNeeds needs, Arrival arrival, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var member = arrival.ProvenStaff!;
        var joined = arrival.Verdict.Joins;
        var lists = new Dictionary<TicketList, TicketChoice>();
        foreach (var list in needs.Lists)
        {
            lists[list] = await transaction.ChooseAsync(list, member.Name, now, MaxRows, cancellationToken);
        }

        var tickets = await TicketsAsync(transaction, needs.Tickets.Concat(lists.GetValueOrDefault(TicketList.Unassigned)?.Tickets.Take(1).Select(t => t.Number) ?? []), !needs.Merged, cancellationToken);
        var about = needs.Tickets.Where(n => n != joined?.Number).Select(n => tickets.GetValueOrDefault(n)?.Ticket).FirstOrDefault(t => t is not null) ?? joined;
        var written = needs.Answers.Count == 0 ? CannedAnswers.Rendered.None : answers.Render(needs.Answers, about, member);
        return new CommandFacts
        {
            Tickets = tickets,
            Lists = lists,
            Answers = written.Texts,
            BrokenAnswers = written.Broken,
            AnswerNames = needs.Answers.Count == 0 ? [] : answers.Names(),
            Found = needs.Search is { } words ? await transaction.SearchAsync(words, MaxRows, cancellationToken) : null,
            Stats = needs.Stats ? await transaction.StatsAsync(now, cancellationToken) : null,
            DutySwaps = needs.Duty ? await DutySwaps.ReadAsync(transaction, cancellationToken) : [],
            LastAsked = await LastAskedAsync(transaction, cancellationToken),
            Held = await HeldAsync(transaction, tickets.Values.Select(t => t.Ticket.Number), cancellationToken),
            Restored = RestoredStore.Read(await transaction.GetFactAsync(RestoredStore.Fact, cancellationToken)),
            NewNumbers = await NumbersAsync(transaction, needs.NewTickets, cancellationToken),
        };
    }

    public static ValueTask WasAskedAsync(IDeskTransaction transaction, string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.SetFactAsync(AskedKey(name), now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), cancellationToken);

    private static string AskedKey(string name) => $"asked:{name}";

    private static async ValueTask<Dictionary<int, TicketHistory>> TicketsAsync(IDeskTransaction transaction, IEnumerable<int> numbers, bool follow, CancellationToken cancellationToken)
    {
        var tickets = new Dictionary<int, TicketHistory>();
        foreach (var number in numbers.Distinct())
        {
            var ticket = await transaction.FindTicketAsync(number, cancellationToken);
            for (var hop = 0; follow && ticket?.MergedInto is { } target && hop < MaxMergeHops; hop++)
            {
                ticket = await transaction.FindTicketAsync(target, cancellationToken);
            }

            if (ticket is not null)
            {
                tickets[number] = new TicketHistory(ticket, await transaction.NewestEntriesAsync(ticket.Number, MaxEntries, cancellationToken));
            }
        }

        return tickets;
    }

    private static async ValueTask<List<HeldReply>> HeldAsync(IDeskTransaction transaction, IEnumerable<int> tickets, CancellationToken cancellationToken)
    {
        var held = new List<HeldReply>();
        foreach (var number in tickets.Distinct())
        {
            held.AddRange(await transaction.HeldRepliesAsync(number, cancellationToken));
        }

        return held;
    }

    private async ValueTask<Dictionary<string, DateTimeOffset>> LastAskedAsync(IDeskTransaction transaction, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<string, DateTimeOffset>();
        foreach (var member in desk.Settings.Staff)
        {
            if (await transaction.GetFactAsync(AskedKey(member.Name), cancellationToken) is { } at)
            {
                asked[member.Name] = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture));
            }
        }

        return asked;
    }

    private static async ValueTask<List<int>> NumbersAsync(IDeskTransaction transaction, int count, CancellationToken cancellationToken)
    {
        var numbers = new List<int>(count);
        for (var i = 0; i < count; i++)
        {
            numbers.Add(await transaction.NextTicketNumberAsync(cancellationToken));
        }

        return numbers;
    }
}
