using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What the clock must remember of a ticket beside what everybody sees of it.</summary>
public sealed record TicketTimes
{
    public static TicketTimes None { get; } = new();

    /// <summary>When a person first answered (a relay, or a reply from Sent); the acknowledgement does not count.</summary>
    public DateTimeOffset? FirstAnswer { get; init; }

    /// <summary>When the requester last heard of us: an answer or a notice about the ticket's state.</summary>
    public DateTimeOffset? LastToRequester { get; init; }

    /// <summary>When a person last wrote from the other side.</summary>
    public DateTimeOffset? LastFromRequester { get; init; }

    /// <summary>Message-ID of the requester's last mail, without brackets: what notices to them answer.</summary>
    public string? LastMail { get; init; }

    /// <summary>How often the requester was asked since they last wrote: answers and follow-ups.</summary>
    public int Asked { get; init; }

    /// <summary>When the requester was last asked; null since they wrote.</summary>
    public DateTimeOffset? LastAsked { get; init; }

    /// <summary>When the present account of time began: at the opening, or when it was opened again.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Business time that was used up before <see cref="RunningSince"/>; waiting and hold are not counted.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>The same on the clock, for targets that are not counted in business time.</summary>
    public TimeSpan SpentOnTheClock { get; init; }

    /// <summary>Since when the targets run; null while the ticket waits, is on hold or is over.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>Since when it is nobody's and has to be done.</summary>
    public DateTimeOffset? UnclaimedSince { get; init; }

    /// <summary>When the last follow-up went out since the ticket began to wait.</summary>
    public DateTimeOffset? FollowedUp { get; init; }

    /// <summary>When the target date was set.</summary>
    public DateTimeOffset? DueSet { get; init; }

    /// <summary>When it was resolved; kept when the clock closes it, since the reopen window counts from here.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>A target is past; the ticket's mail is flagged.</summary>
    public bool Overdue { get; init; }

    /// <summary>Reasons for which somebody was reminded already; each is said once.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>The state that the requester knows; null before the first.</summary>
    public ToldState? Told { get; init; }

    /// <summary>When the requester is told of a changed state; null where nothing is to be told.</summary>
    public DateTimeOffset? TellAt { get; init; }

    /// <summary>Nothing is promised and nobody written to until somebody acts: older than the desk, or resolved quietly.</summary>
    public bool Quiet { get; init; }

    /// <summary>No mail of it was written by a person: nothing is sent to its requester (RFC 3834 §2).</summary>
    public bool OnlyMachines { get; init; }

    /// <summary>The requester's address bounced for good and they have not written since.</summary>
    public bool Bounced { get; init; }

    /// <summary>When the final thank-you went out.</summary>
    public DateTimeOffset? Thanked { get; init; }

    /// <summary>Message-ID of the final thank-you, without brackets: an answer to it is about satisfaction.</summary>
    public string? ThankYou { get; init; }

    /// <summary>The requester's word on how it went; null before they said one.</summary>
    public Satisfaction? Satisfaction { get; init; }

    public string? SatisfactionComment { get; init; }
}

/// <summary>What the requester was last told of the ticket's state.</summary>
/// <param name="Due">To the millisecond, as stores keep a ticket's own.</param>
public sealed record ToldState(TicketStatus Status, string? Assignee, DateTimeOffset? Due)
{
    internal static ToldState Of(Ticket ticket) => new(ticket.Status, ticket.Assignee, Moments.Millisecond(ticket.Due));
}

public enum Satisfaction
{
    Good,
    Okay,
    Bad,
}
