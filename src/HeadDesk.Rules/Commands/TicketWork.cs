using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>One ticket that a mail of commands works on.</summary>
public sealed class TicketWork(Ticket before, bool opens)
{
    /// <summary>As it was when the mail came; the new ticket itself where the mail opens it.</summary>
    public Ticket Before { get; } = before;

    public bool Opens { get; } = opens;

    /// <summary>As changed so far.</summary>
    public Ticket Ticket { get; set; } = before;

    public List<Entry> Entries { get; } = [];

    public List<PlannedNotice> Notices { get; } = [];

    /// <summary>History that comes here from another ticket, or goes from here.</summary>
    public List<HistoryMove> Moves { get; } = [];

    /// <summary>A command said what the status is: a reply in the same mail does not make it waiting.</summary>
    public bool StatusGiven { get; set; }

    /// <summary>The ticket was resolved and the requester is not to be told.</summary>
    public bool Quietly { get; set; }

    /// <summary>Senders whose later mail is unwanted.</summary>
    public List<Party> Spammers { get; } = [];
}

/// <summary>A notice to staff that is written once all commands have run, so that it shows the ticket as it ended.</summary>
/// <param name="Text">What happened, in words.</param>
public sealed record PlannedNotice(NoticeKind Kind, Party To, string Text);
