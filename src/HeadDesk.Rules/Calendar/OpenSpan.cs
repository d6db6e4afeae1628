namespace HeadDesk.Rules.Calendar;

/// <summary>Part of a day on the wall clock, in minutes since midnight; the end does not belong to it and may be 24:00.</summary>
public readonly record struct OpenSpan(int From, int To)
{
    public const int MinutesPerDay = 24 * 60;

    public static OpenSpan WholeDay { get; } = new(0, MinutesPerDay);

    public override string ToString() => $"{From / 60:00}:{From % 60:00}-{To / 60:00}:{To % 60:00}";
}
