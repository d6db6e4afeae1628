namespace HeadDesk.Rules.Clock;

/// <summary>What is promised on a ticket by when.</summary>
/// <param name="Key">Names this promise and no other, so that each is reminded of once: a new one reminds anew, a moved one does not.</param>
/// <param name="ByDate">It is a date that was set, and no target of the desk.</param>
/// <param name="Soon">Three quarters of the time are gone; not later than <paramref name="Due"/>.</param>
/// <param name="Due">Targets that pause come later than they were first promised.</param>
internal sealed record Promise(PromiseKind Kind, string Key, bool ByDate, DateTimeOffset Soon, DateTimeOffset Due)
{
    public string SoonKey => $"{Key}:soon";

    public string DueKey => $"{Key}:due";
}

internal enum PromiseKind
{
    FirstResponse,
    Update,
    Resolution,
}
