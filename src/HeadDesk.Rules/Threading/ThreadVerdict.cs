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
public sealed record ThreadClues(int? TokenTicket, IReadOnlyList<string> MessageIds, int? SubjectNumber);

/// <summary>The tickets that the clues led to, merged ones already followed to their target.</summary>
public sealed record ThreadCandidates(Ticket? ByToken, Ticket? ByReference, Ticket? BySubject);

/// <summary>Where a mail belongs.</summary>
/// <param name="Joins">The ticket it goes on; null opens a new one.</param>
/// <param name="LinkedTo">The ticket that a new one is linked to.</param>
/// <param name="Why">Why it did not join <paramref name="LinkedTo"/>, in words.</param>
public sealed record ThreadVerdict(Ticket? Joins, ThreadRule Rule, Ticket? LinkedTo, string? Why)
{
    /// <summary>Who named that ticket's number is not taken for one of its participants.</summary>
    public bool IsStranger { get; init; }

    public static ThreadVerdict NewTicket { get; } = new(null, ThreadRule.None, null, null);
}
