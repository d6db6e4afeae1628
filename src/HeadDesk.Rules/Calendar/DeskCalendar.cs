using NodaTime;

namespace HeadDesk.Rules.Calendar;

/// <summary>When the desk is open, and what is due when on its clock.</summary>
/// <remarks>
/// The desk is open whenever the wall clock shows opening hours: an hour that is skipped in spring is nobody's, one that comes twice
/// in autumn counts twice. Everything goes from day to day, so it costs in proportion to the days between, and no more than
/// <see cref="Horizon"/> of them: what lies beyond is answered with the horizon.
/// </remarks>
public sealed class DeskCalendar(DateTimeZone zone, OpeningHours hours, Holidays holidays)
{
    /// <summary>A hundred years.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(36_525);

    private static readonly Instant EndOfTime = Instant.FromUtc(9999, 12, 1, 0, 0);

    /// <summary>Open around the clock, every day, in UTC.</summary>
    public static DeskCalendar Always { get; } = new(DateTimeZone.Utc, OpeningHours.AroundTheClock, Holidays.None);

    public DateTimeZone Zone => zone;

    public bool IsOpen(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        return instant < EndOfTime && Pieces(instant, instant.PlusTicks(1)).Any();
    }

    /// <summary>The moment itself while the desk is open.</summary>
    /// <returns>Null where the desk does not open within the <see cref="Horizon"/>.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset at) => Opening(Instant.FromDateTimeOffset(at))?.ToDateTimeOffset();

    /// <summary>Some time later: hours and days on the clock, business hours and business days on this calendar.</summary>
    /// <remarks>
    /// What is added while the desk is closed counts from the next opening. A business day leads to the same wall-clock time on the next day
    /// with opening hours, moved into these: before them to the opening, in a pause to its end, after them to the closing time. A time that the
    /// clock skips becomes the moment of the change; of one that comes twice the first is taken.
    /// </remarks>
    public DateTimeOffset Add(DateTimeOffset at, Duration duration) => duration.Unit switch
    {
        DurationUnit.BusinessHours => AddBusinessTime(at, TimeSpan.FromHours(duration.Amount)),
        DurationUnit.BusinessDays => duration.Amount == 0 ? at : AddBusinessDays(Instant.FromDateTimeOffset(at), duration.Amount).ToDateTimeOffset(),
        _ => at + duration.OnTheClock,
    };

    /// <summary>The earliest moment until which the desk was open for that long.</summary>
    public DateTimeOffset AddBusinessTime(DateTimeOffset at, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            return at;
        }

        var left = NodaTime.Duration.FromTimeSpan(time);
        var from = Instant.FromDateTimeOffset(at);
        foreach (var (begin, end) in Pieces(from, HorizonOf(from)))
        {
            if (end - begin >= left)
            {
                return (begin + left).ToDateTimeOffset();
            }

            left -= end - begin;
        }

        return HorizonOf(from).ToDateTimeOffset();
    }

    /// <summary>How long the desk was open between two moments; negative where the second comes first.</summary>
    public TimeSpan BusinessTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            return -BusinessTimeBetween(to, from);
        }

        var sum = NodaTime.Duration.Zero;
        foreach (var (begin, end) in Pieces(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to)))
        {
            sum += end - begin;
        }

        return sum.ToTimeSpan();
    }

    /// <summary>When the desk closes on that day; null where it stays closed, or knows no closing time.</summary>
    public DateTimeOffset? ClosingOn(LocalDate date) =>
        hours != OpeningHours.AroundTheClock && SpansOn(date) is [.., var last] ? At(date, NanosecondsOf(last.To)).ToDateTimeOffset() : null;

    private static Instant HorizonOf(Instant from) =>
        from > EndOfTime ? from : EndOfTime - from > NodaTime.Duration.FromTimeSpan(Horizon) ? from + NodaTime.Duration.FromTimeSpan(Horizon) : EndOfTime;

    private static long NanosecondsOf(int minutes) => minutes * NodaConstants.NanosecondsPerMinute;

    private Instant? Opening(Instant from)
    {
        foreach (var (begin, _) in Pieces(from, HorizonOf(from)))
        {
            return begin;
        }

        return null;
    }

    private Instant AddBusinessDays(Instant at, int days)
    {
        var horizon = HorizonOf(at);
        if (Opening(at) is not { } start)
        {
            return horizon;
        }

        var local = start.InZone(zone).LocalDateTime;
        var time = local.NanosecondOfDay;
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 2 && start >= mapping.EarlyInterval.End)
        {
            // The hour comes a second time: later than all of the first, or order would be lost.
            time = Period.Between(local.Date.AtMidnight(), mapping.EarlyInterval.IsoLocalEnd, PeriodUnits.Nanoseconds).Nanoseconds;
        }

        var last = horizon.InZone(zone).Date;
        for (var date = local.Date.PlusDays(1); date <= last; date = date.PlusDays(1))
        {
            if (SpansOn(date) is { Count: > 0 } spans && --days == 0)
            {
                return At(date, Clamp(time, spans));
            }
        }

        return horizon;
    }

    private static long Clamp(long time, IReadOnlyList<OpenSpan> spans)
    {
        foreach (var span in spans)
        {
            if (time < NanosecondsOf(span.To))
            {
                return Math.Max(time, NanosecondsOf(span.From));
            }
        }

        return NanosecondsOf(spans[^1].To);
    }

    private Instant At(LocalDate date, long nanosecondOfDay)
    {
        var mapping = zone.MapLocal(date.AtMidnight().PlusNanoseconds(nanosecondOfDay));
        return mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
    }

    private IReadOnlyList<OpenSpan> SpansOn(LocalDate date) => hours.On(date.DayOfWeek) is { Count: > 0 } spans && !holidays.Contains(date) ? spans : [];

    // In order and apart from one another: within one zone interval the wall clock runs evenly, so dates follow each other there.
    private IEnumerable<(Instant Begin, Instant End)> Pieces(Instant from, Instant until)
    {
        while (from < until)
        {
            var interval = zone.GetZoneInterval(from);
            var end = interval.HasEnd ? Instant.Min(interval.End, until) : until;
            var date = from.WithOffset(interval.WallOffset).Date;
            var midnight = date.AtMidnight().WithOffset(interval.WallOffset).ToInstant();
            while (midnight < end)
            {
                foreach (var span in SpansOn(date))
                {
                    var piece = (Begin: Instant.Max(from, midnight.PlusNanoseconds(NanosecondsOf(span.From))), End: Instant.Min(end, midnight.PlusNanoseconds(NanosecondsOf(span.To))));
                    if (piece.Begin < piece.End)
                    {
                        yield return piece;
                    }
                }

                date = date.PlusDays(1);
                midnight = midnight.PlusNanoseconds(NodaConstants.NanosecondsPerDay);
            }

            from = end;
        }
    }
}
