using NodaTime;

namespace HeadDesk.Rules.Calendar;

/// <summary>Days on which the desk is closed.</summary>
/// <param name="Days">How many, from the first on; 366 at most, 31 for a yearly one.</param>
/// <param name="EveryYears">0 for once; 1 for every year; 29 February only in leap years.</param>
/// <param name="LastYear">The year in which a yearly one begins for the last time.</param>
public sealed record Holiday(LocalDate First, int Days = 1, int EveryYears = 0, int LastYear = int.MaxValue)
{
    public const int MaxDays = 366;
    public const int MaxDaysYearly = 31;
}

/// <summary>All holidays of a desk. Asking about a day costs the same however many there are.</summary>
public sealed class Holidays
{
    private readonly HashSet<LocalDate> _once = [];
    private readonly Dictionary<(int Month, int Day), List<Holiday>> _yearly = [];
    private readonly int _longestYearly;

    public Holidays(IEnumerable<Holiday> holidays)
    {
        foreach (var holiday in holidays)
        {
            if (holiday.EveryYears == 0)
            {
                for (var day = 0; day < Math.Min(holiday.Days, Holiday.MaxDays); day++)
                {
                    _once.Add(holiday.First.PlusDays(day));
                }

                continue;
            }

            var key = (holiday.First.Month, holiday.First.Day);
            if (!_yearly.TryGetValue(key, out var sameDay))
            {
                _yearly[key] = sameDay = [];
            }

            sameDay.Add(holiday);
            _longestYearly = Math.Max(_longestYearly, Math.Min(holiday.Days, Holiday.MaxDaysYearly));
        }
    }

    public static Holidays None { get; } = new([]);

    public bool Contains(LocalDate date)
    {
        if (_once.Contains(date))
        {
            return true;
        }

        for (var before = 0; before < _longestYearly; before++)
        {
            var first = before == 0 ? date : date.PlusDays(-before);
            if (_yearly.TryGetValue((first.Month, first.Day), out var candidates) && candidates.Exists(h => before < h.Days && Begins(h, first.Year)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(Holiday holiday, int year) =>
        year >= holiday.First.Year && year <= holiday.LastYear && (year - holiday.First.Year) % holiday.EveryYears == 0;
}
