using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Threading;

/// <summary>By which clue a mail found its ticket, in the order of design §4.</summary>
public enum ThreadRule
{
    None,
    Token,
    Reference,
    Subject,
}

/// <summary>What a mail says about where it belongs.</summary>
/// <param name="TokenTicket">The ticket of a token that this desk signed.</param>
/// <param name="MessageIds">Messages it names, most telling first.</param>
/// <param name="SubjectNumber">The number in its subject; anybody can write one.</param>
public sealed record ThreadClues(int? TokenTicket, IReadOnlyList<string> MessageIds, int? SubjectNumber)
{
    /// <summary>That token, as it stands in front of the <c>@</c> of the mail of ours that it came with.</summary>
    public string? Token { get; init; }

    /// <summary>Messages it names that are more telling than that token: newer ones. None beside a token in an address.</summary>
    public IReadOnlyList<string> Newer { get; init; } = [];

    /// <summary>The day (UTC) on which it was issued.</summary>
    public DateOnly TokenIssued { get; init; }
}

/// <summary>The tickets that the clues led to, merged ones already followed to their target.</summary>
public sealed record ThreadCandidates(Ticket? ByToken, Ticket? ByReference, Ticket? BySubject)
{
    /// <summary>A ticket that continues the token's (<see cref="Ticket.LinkedTo"/>) and holds a newer message that the mail names: that one is answered.</summary>
    public Ticket? Continuation { get; init; }

    /// <summary>The number in a token whose mail is not on record: this store does not know for whom it was issued.</summary>
    public int? LostNumber { get; init; }

    /// <summary>The ticket that has that number today; perhaps somebody else's.</summary>
    public Ticket? ByLostNumber { get; init; }
}

/// <summary>Where a mail belongs.</summary>
/// <param name="Joins">The ticket it goes on; null opens a new one.</param>
/// <param name="LinkedTo">The ticket that a new one is linked to.</param>
/// <param name="Why">Why it did not join <paramref name="LinkedTo"/>, in words.</param>
public sealed record ThreadVerdict(Ticket? Joins, ThreadRule Rule, Ticket? LinkedTo, string? Why)
{
    /// <summary>Who named that ticket's number is not taken for one of its participants.</summary>
    public bool IsStranger { get; init; }

    /// <summary>It answers mail that this store has lost: what it names may not be taken for a ticket's. Of staff, nothing is carried out on any ticket.</summary>
    public bool AnswersLost { get; init; }

    public static ThreadVerdict NewTicket { get; } = new(null, ThreadRule.None, null, null);
}
