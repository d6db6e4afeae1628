using System.Globalization;

namespace HeadDesk.Rules.Clock;

/// <summary>Moments as they are compared, stored and named.</summary>
internal static class Moments
{
    /// <summary>Cut to the millisecond, as stores keep times.</summary>
    public static DateTimeOffset? Millisecond(DateTimeOffset? at) => at is { } moment ? Cut(moment) : null;

    /// <summary>Not before the moment, also once a store has cut it.</summary>
    public static DateTimeOffset? MillisecondAfter(DateTimeOffset? at) =>
        at is { } moment ? Cut(moment) is var cut && cut == moment.ToUniversalTime() ? cut : cut.AddMilliseconds(1) : null;

    /// <summary>Part of a key: the same for a moment before and after it was stored.</summary>
    public static string Name(DateTimeOffset? at) =>
        at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) : "";

    public static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;

    public static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a > b ? a : b;

    private static DateTimeOffset Cut(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
