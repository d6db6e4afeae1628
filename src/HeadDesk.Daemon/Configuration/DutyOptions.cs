using System.Globalization;
using HeadDesk.Rules.Clock;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>duty</c>: who takes turns being on duty.</summary>
public sealed class DutyOptions
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>Staff names in the order of their turns; without any, the admins are always on duty.</summary>
    public List<string> People { get; set; } = [];

    /// <summary>How many are on duty together.</summary>
    public int Size { get; set; } = 1;

    /// <summary>How long until one of them changes.</summary>
    public DutyPeriod Period { get; set; } = DutyPeriod.Weeks(1);

    /// <summary>ISO 8601: the first day of any period.</summary>
    public string Start { get; set; } = "2026-01-05";

    /// <summary>Null where <see cref="Start"/> is no usable date.</summary>
    internal DateOnly? StartDate =>
        DateOnly.TryParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= FirstYear and <= LastYear ? date : null;

    internal DutySettings ToSettings() => new() { People = People, Size = Size, Period = Period, Start = StartDate ?? DutySettings.None.Start };
}
