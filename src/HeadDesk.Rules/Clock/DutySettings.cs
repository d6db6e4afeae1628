namespace HeadDesk.Rules.Clock;

/// <summary>Who takes turns being on duty. Without people the admins always are.</summary>
public sealed record DutySettings
{
    public static DutySettings None { get; } = new();

    /// <summary>Staff names in the order of their turns.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>How many are on duty together; at each change one of them goes and one comes.</summary>
    public int Size { get; init; } = 1;

    public DutyPeriod Period { get; init; } = DutyPeriod.Weeks(1);

    /// <summary>The first day of a period, any will do: the roster goes on from it in both directions.</summary>
    public DateOnly Start { get; init; } = new(2026, 1, 5);
}

/// <summary>One person stands in for another.</summary>
/// <param name="Date">Any day of the period that it is about, in the desk's zone.</param>
/// <param name="From">Staff name of who would have been on duty.</param>
/// <param name="To">Staff name of who is instead.</param>
/// <param name="By">Staff name of who arranged it.</param>
public sealed record DutySwap(DateOnly Date, string From, string To, string By);
