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

    /// <summary>How often the requester was asked since they last wrote: answers and follow-ups.</summary>
    public int Asked { get; init; }

    /// <summary>Business time that was used up before <see cref="RunningSince"/>; waiting and hold are not counted.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>Since when the targets run; null while the ticket waits, is on hold or is over.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>When the last follow-up went out since the ticket began to wait.</summary>
    public DateTimeOffset? FollowedUp { get; init; }

    /// <summary>When the target date was set.</summary>
    public DateTimeOffset? DueSet { get; init; }

    /// <summary>A target is past; the ticket's mail is flagged.</summary>
    public bool Overdue { get; init; }

    /// <summary>Reasons for which somebody was reminded already; each is said once.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>The state that the requester knows; null before the first.</summary>
    public ToldState? Told { get; init; }

    /// <summary>When the requester is told of a changed state; null where nothing is to be told.</summary>
    public DateTimeOffset? TellAt { get; init; }

    /// <summary>When the final thank-you went out.</summary>
    public DateTimeOffset? Thanked { get; init; }

    /// <summary>Message-ID of the final thank-you, without brackets: an answer to it is about satisfaction.</summary>
    public string? ThankYou { get; init; }

    /// <summary>The requester's word on how it went; null before they said one.</summary>
    public Satisfaction? Satisfaction { get; init; }

    public string? SatisfactionComment { get; init; }
}

/// <summary>What the requester was last told of the ticket's state.</summary>
public sealed record ToldState(TicketStatus Status, string? Assignee, DateTimeOffset? Due);

public enum Satisfaction
{
    Good,
    Okay,
    Bad,
}
