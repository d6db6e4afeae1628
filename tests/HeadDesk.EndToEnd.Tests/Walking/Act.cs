namespace HeadDesk.EndToEnd.Tests.Walking;

internal enum Way
{
    /// <summary>Mail to the desk: taken in in the order of arrival.</summary>
    Mail,

    /// <summary>A reply from the shared account.</summary>
    Sent,

    /// <summary>Somebody's hand in the folders.</summary>
    Hand,
}

/// <summary>Something that was done to a ticket and that the desk has perhaps not seen yet.</summary>
/// <param name="Outcomes">What it makes of the ticket: one state, or several where the design leaves it open.</param>
/// <param name="Messages">What was dragged.</param>
internal sealed record Act(Way Way, Func<TicketState, IEnumerable<TicketState>> Outcomes, IReadOnlyList<string> Messages)
{
    /// <summary>The same act, should mail have come later than it: only for <see cref="Way.Sent"/>.</summary>
    public Func<TicketState, TicketState>? Overtaken { get; init; }

    /// <summary>Mail that may be seen after what came later: its folder was numbered anew, and mail of one second has lost its order.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>The mail lies in two places afterwards, and nothing says which hand was there last.</summary>
    public bool Copies { get; init; }

    /// <summary>
    /// What may be true once the desk has seen all of it. Two acts between two rounds race: either may be seen first, and of two
    /// drags of one mail the first perhaps never. Mail is seen in order (but see <see cref="IsShuffled"/>), and so are two drags of the same mail, if neither left a copy.
    /// </summary>
    public static IEnumerable<TicketState> Together(TicketState before, IReadOnlyList<Act> acts)
    {
        if (acts is not [var first, var second])
        {
            return acts is [var only] ? only.Outcomes(before) : [before];
        }

        var outcomes = first.Outcomes(before).SelectMany(second.Outcomes);
        var isSameMail = first.Way == Way.Hand && second.Way == Way.Hand && first.Messages.Intersect(second.Messages).Any();
        if (isSameMail)
        {
            outcomes = outcomes.Concat(second.Outcomes(before));
        }

        if (first.Way == Way.Hand ? !isSameMail || first.Copies || second.Copies || first.Messages.Except(second.Messages).Any() : first.Way != second.Way || first.IsShuffled)
        {
            outcomes = outcomes.Concat(second.Outcomes(before).SelectMany(first.Outcomes));
        }

        if (first.Overtaken is { } overtaken && second.Way == Way.Mail)
        {
            outcomes = outcomes.Concat(second.Outcomes(before).Select(overtaken)).Concat(second.Outcomes(overtaken(before)));
        }

        return outcomes;
    }
}
