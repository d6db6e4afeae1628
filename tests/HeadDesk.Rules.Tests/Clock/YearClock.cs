namespace HeadDesk.Rules.Tests.Clock;

/// <summary>The clock of a machine: time as it passes, and by how much the machine is wrong about it.</summary>
internal sealed class YearClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset True { get; set; } = start;

    public TimeSpan Wrong { get; set; }

    public override DateTimeOffset GetUtcNow() => True + Wrong;
}
