using HeadDesk.Rules.Calendar;
using NodaTime;

namespace HeadDesk.Rules.Clock;

/// <summary>When the daily digest is due: once on each day with opening hours, at its time or, where that was missed, later on the same day.</summary>
public static class DigestTime
{
    // A time that the clock skips is the moment of the change; of one that comes twice the first is taken.
    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver Resolver =
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);

    /// <param name="at">Wall-clock time in the desk's zone; null is never.</param>
    /// <param name="last">When the digest last went out; null where it never did.</param>
    public static bool IsDue(TimeOnly? at, DateTimeOffset? last, DateTimeOffset now, DeskCalendar calendar)
    {
        if (at is not { } time)
        {
            return false;
        }

        var today = DayOf(now, calendar);
        return now >= Moment(today, time, calendar)
            && (last is not { } sent || DayOf(sent, calendar) < today)
            && IsOpenOn(today, calendar);
    }

    private static DateTimeOffset Moment(LocalDate date, TimeOnly time, DeskCalendar calendar) =>
        calendar.Zone.ResolveLocal(date + LocalTime.FromTimeOnly(time), Resolver).ToDateTimeOffset();

    private static bool IsOpenOn(LocalDate date, DeskCalendar calendar) =>
        calendar.NextOpening(calendar.Zone.AtStartOfDay(date).ToDateTimeOffset()) is { } opening && DayOf(opening, calendar) == date;

    private static LocalDate DayOf(DateTimeOffset at, DeskCalendar calendar) => Instant.FromDateTimeOffset(at).InZone(calendar.Zone).Date;
}
