using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Rules.Tickets;

/// <summary>What the desk decided about one mail or act; made durable in one transaction before anything leaves.</summary>
public sealed record Decision
{
    /// <summary>The ticket as it is from now on.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>The ticket is opened by this decision.</summary>
    public bool Opens { get; init; }

    /// <summary>In order; the entry of the received mail, where there is one, comes first.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Where the ticket's mail belongs now (see <see cref="TicketHome"/>); null leaves everything where it lies.</summary>
    public Filing? Filing { get; init; }

    /// <summary>The ticket's mail gets (or loses) <c>\Flagged</c>; null leaves flags as they are.</summary>
    public bool? Flagged { get; init; }

    /// <summary>A reply went out: the customer's mail that it answers gets <c>\Answered</c>.</summary>
    public bool Answered { get; init; }

    /// <summary>Whose later mail goes to Junk.</summary>
    public IReadOnlyList<Party> JunkSenders { get; init; } = [];

    /// <summary>Whose mail does so no longer; with them everybody whom this ticket had sent there.</summary>
    public IReadOnlyList<Party> FreedSenders { get; init; } = [];

    /// <summary>Notes for other tickets, e.g. that a stranger named them.</summary>
    public IReadOnlyList<(int Ticket, Entry Entry)> Elsewhere { get; init; } = [];

    /// <summary>What a staff member wrote to the customer, to be passed on.</summary>
    public Relay? Relay { get; init; }

    /// <summary>A reply that waits on this ticket; it takes the place of one of the same staff member.</summary>
    public HeldReply? Holds { get; init; }

    /// <summary>Held replies that are done with.</summary>
    public IReadOnlyList<HeldReply> LetsGo { get; init; } = [];

    /// <summary>History that goes from one ticket to another, in order.</summary>
    public IReadOnlyList<HistoryMove> Moves { get; init; } = [];

    /// <summary>What an admin should hear of, each once for its cause.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>It takes in mail that a person on the other side wrote; automatic mail stops no clock.</summary>
    public bool PersonWrote { get; init; }

    /// <summary>No mail of the ticket was written by a person: nothing may be sent to its requester (RFC 3834 §2).</summary>
    public bool FromMachine { get; init; }

    /// <summary>The requester is not told of the state that follows: old mail, or staff said so.</summary>
    public bool Quietly { get; init; }

    /// <summary>The clock's own: its ticket's times are what they are to be.</summary>
    public bool ByClock { get; init; }

    /// <summary>Addresses that bounced permanently and are to be marked.</summary>
    public IReadOnlyList<string> BouncedAddresses { get; init; } = [];
}

/// <summary>Mail of a ticket is to be moved to a folder.</summary>
/// <param name="Folder">Decoded folder name.</param>
/// <param name="Whole">All of the ticket's mail that lies in the queue, in Junk or in a staff member's folders, not only the mail at hand.</param>
public sealed record Filing(string Folder, bool Whole);

/// <summary>Part of a history changes its ticket: entries, messages and what refers to them.</summary>
public sealed record HistoryMove(int From, int To, HistoryPart Part);

public enum HistoryPart
{
    /// <summary>Everything (a merge).</summary>
    All,

    /// <summary>The mail that a customer sent last (a split).</summary>
    LastReceived,
}

/// <summary>Something an admin should hear of.</summary>
/// <param name="Once">Said for the first of these keys that was not used yet; not at all when all were.</param>
public sealed record Warning(IReadOnlyList<string> Once, string Subject, string Text)
{
    /// <summary>One of these must be unused as well, where there are any: whoever writes under many addresses must not fill the admins' mailboxes.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];
}
