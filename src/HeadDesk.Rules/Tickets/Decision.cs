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

    /// <summary>Addresses that bounced permanently and are to be marked.</summary>
    public IReadOnlyList<string> BouncedAddresses { get; init; } = [];
}

/// <summary>Mail of a ticket is to be moved to a folder.</summary>
/// <param name="Folder">Decoded folder name.</param>
/// <param name="Whole">All of the ticket's mail that lies in the queue, in Junk or in a staff member's folders, not only the mail at hand.</param>
public sealed record Filing(string Folder, bool Whole);
