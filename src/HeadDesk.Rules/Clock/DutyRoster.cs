using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Clock;

/// <summary>Who is on duty when. Pure.</summary>
/// <remarks>
/// Periods are numbered from the one that begins on the start date, 0, in both directions. In period k the people k, k+1, … are on duty, as
/// many as the size says: whoever came last period stays, one goes and one comes. Which period a day belongs to is a matter of dates; the
/// change itself happens when the desk opens on that day or, where it stays closed, as soon as it opens again.
/// </remarks>
public sealed class DutyRoster(DeskSettings settings)
{
    private readonly DutySettings _duty = settings.Duty;
    private readonly List<StaffMember> _people = [.. settings.Duty.People.Select(settings.StaffNamed).OfType<StaffMember>().Distinct()];

    /// <summary>False where nobody takes turns: the admins are always on duty.</summary>
    public bool Rotates => _people.Count > 0;

    /// <summary>Who is on duty at that moment; the one who has been so longest comes first.</summary>
    /// <param name="swaps">In the order in which they were arranged: a later one may swap what an earlier one has swapped.</param>
    public IReadOnlyList<StaffMember> At(DateTimeOffset at, IReadOnlyList<DutySwap> swaps) =>
        Rotates ? In(PeriodAt(at), swaps) : [.. settings.Admins];

    /// <summary>Who is on duty in a period.</summary>
    public IReadOnlyList<StaffMember> In(int period, IReadOnlyList<DutySwap> swaps)
    {
        if (!Rotates)
        {
            return [.. settings.Admins];
        }

        var size = Math.Clamp(_duty.Size, 1, _people.Count);
        var first = (int)Modulo(period, _people.Count);
        List<StaffMember> present = [.. Enumerable.Range(0, size).Select(i => _people[(first + i) % _people.Count])];
        foreach (var swap in swaps)
        {
            var place = PeriodOf(swap.Date) == period ? present.FindIndex(p => p.Name == swap.From) : -1;
            if (place >= 0 && settings.StaffNamed(swap.To) is { } instead && !present.Contains(instead))
            {
                present[place] = instead;
            }
        }

        return present;
    }

    /// <summary>The period that a day in the desk's zone belongs to.</summary>
    public int PeriodOf(DateOnly date)
    {
        var days = date.DayNumber - _duty.Start.DayNumber;
        return (days - (int)Modulo(days, _duty.Period.Days)) / _duty.Period.Days;
    }

    /// <summary>The period that has begun last at that moment.</summary>
    public int PeriodAt(DateTimeOffset at)
    {
        var period = PeriodOf(Today(at));
        while (BeginOf(period) > at)
        {
            period--;
        }

        return period;
    }

    public DateOnly FirstDayOf(int period) => DateOnly.FromDayNumber(_duty.Start.DayNumber + (period * _duty.Period.Days));

    public DateOnly LastDayOf(int period) => FirstDayOf(period + 1).AddDays(-1);

    /// <summary>When who is on duty in that period takes over.</summary>
    public DateTimeOffset BeginOf(int period)
    {
        var midnight = settings.Calendar.Zone.AtStartOfDay(LocalDate.FromDateOnly(FirstDayOf(period))).ToDateTimeOffset();
        return settings.Calendar.NextOpening(midnight) ?? midnight;
    }

    /// <summary>The day in the desk's zone.</summary>
    public DateOnly Today(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(settings.Calendar.Zone).Date.ToDateOnly();

    private static long Modulo(long number, long by) => ((number % by) + by) % by;
}
