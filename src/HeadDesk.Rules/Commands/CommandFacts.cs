using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>What was looked up for the commands of one mail (see <see cref="CommandNeeds"/>).</summary>
public sealed record CommandFacts
{
    public static CommandFacts None { get; } = new();

    /// <summary>By the number asked for; merged ones already followed to their target. Missing where there is none.</summary>
    public IReadOnlyDictionary<int, TicketHistory> Tickets { get; init; } = new Dictionary<int, TicketHistory>();

    public IReadOnlyDictionary<TicketList, TicketChoice> Lists { get; init; } = new Dictionary<TicketList, TicketChoice>();

    /// <summary>Canned answers by name (case folded), ready to be sent.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every canned answer there is, for hints.</summary>
    public IReadOnlyList<string> AnswerNames { get; init; } = [];

    public TicketChoice? Found { get; init; }

    public DeskStats? Stats { get; init; }

    /// <summary>When each staff member was last asked for help or alerted (by name); missing where never.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastAsked { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Replies of all staff that wait on the tickets that the mail is about or names, the oldest of a ticket first.</summary>
    public IReadOnlyList<HeldReply> Held { get; init; } = [];

    /// <summary>The store came out of a backup; null where it never did.</summary>
    public Restoration? Restored { get; init; }

    /// <summary>Broken canned answers by name, each with its reason.</summary>
    public IReadOnlyDictionary<string, string> BrokenAnswers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who stands in for whom on the duty roster, in the order in which that was arranged.</summary>
    public IReadOnlyList<DutySwap> DutySwaps { get; init; } = [];

    /// <summary>Free ticket numbers, as many as were asked for.</summary>
    public IReadOnlyList<int> NewNumbers { get; init; } = [];
}

/// <summary>A ticket and its newest entries, oldest of them first.</summary>
public sealed record TicketHistory(Ticket Ticket, IReadOnlyList<Entry> Entries);

/// <summary>Some of the tickets that fit, and how many do.</summary>
public sealed record TicketChoice(IReadOnlyList<Ticket> Tickets, int Total);

/// <summary>How much there is.</summary>
/// <param name="ByStatus">Every status that has tickets.</param>
/// <param name="ByAssignee">Tickets that are not over; the queue under an empty name.</param>
/// <param name="Opened">In the last seven days.</param>
/// <param name="Resolved">In the last seven days.</param>
public sealed record DeskStats(
    IReadOnlyDictionary<TicketStatus, int> ByStatus, IReadOnlyDictionary<string, int> ByAssignee, int Overdue, int Opened, int Resolved, DateTimeOffset? OldestUnclaimed);

/// <summary>A staff member's reply that waits, because somebody else wrote in the meantime.</summary>
/// <param name="Ticket">For which it was written.</param>
/// <param name="Digest">Of the mail it came in.</param>
/// <param name="Text">What the customer will get.</param>
public sealed record HeldReply(int Ticket, string Staff, string Digest, string Text, DateTimeOffset At)
{
    /// <summary>The ticket on which it waits now: the one for which it was written, or what that was merged into.</summary>
    public int On { get; init; } = Ticket;

    /// <summary>Whom its writer had written to beside the desk: they have it already.</summary>
    public IReadOnlyList<Party> Direct { get; init; } = [];

    /// <summary>To whom its ticket was written when that was merged; null where it was not, and the reply is for whoever its ticket is written to when it goes.</summary>
    public IReadOnlyList<Party>? Audience { get; init; }

    /// <summary>Who of those it is for are written to there.</summary>
    public IReadOnlyList<Party> ReadersOn(Ticket ticket) => [.. ticket.WrittenTo.Where(p => Audience?.Any(a => a.Is(p.Address)) ?? true)];
}
