using System.Globalization;
using NodaTime;

namespace HeadDesk.Rules.Calendar;

/// <summary>When the desk is open in an ordinary week.</summary>
public sealed class OpeningHours
{
    private const int MaxSpansPerDay = 24;
    private static readonly string[] DayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Monday first; each day's spans in order, apart from one another.</summary>
    private readonly IReadOnlyList<OpenSpan>[] _days;

    private OpeningHours(IReadOnlyList<OpenSpan>[] days) => _days = days;

    public static OpeningHours AroundTheClock { get; } = new([.. Enumerable.Repeat<IReadOnlyList<OpenSpan>>([OpenSpan.WholeDay], 7)]);

    public IReadOnlyList<OpenSpan> On(IsoDayOfWeek day) => _days[(int)day - 1];

    /// <summary>
    /// Reads what the configuration says: days (<c>mon-fri</c>, <c>sat</c>, <c>mon,wed</c>, <c>fri-sun</c>) and their hours
    /// (<c>08:00-12:00, 13:00-17:00</c>, <c>00:00-24:00</c> or <c>closed</c>). Days that are not named are closed; nothing at all means
    /// open around the clock.
    /// </summary>
    /// <param name="faults">Key, value and what would be right, a line each.</param>
    /// <returns>Null where there are faults.</returns>
    public static OpeningHours? Parse(IReadOnlyCollection<KeyValuePair<string, string>> hours, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var days = new IReadOnlyList<OpenSpan>?[7];
        foreach (var (key, value) in hours)
        {
            if (DaysOf(key) is not { } named)
            {
                found.Add($"{key}: \"{key}\" does not name days, wanted: one like \"mon-fri\", \"sat\" or \"mon,wed\"");
                continue;
            }

            if (!TrySpans(value, out var spans, out var why))
            {
                found.Add($"{key}: \"{value}\" {why}");
                continue;
            }

            foreach (var day in named)
            {
                if (days[day] is not null)
                {
                    found.Add($"{key}: {DayNames[day]} is given twice");
                }

                days[day] = spans;
            }
        }

        faults = found;
        return found.Count > 0 ? null : hours.Count == 0 ? AroundTheClock : new OpeningHours([.. days.Select(d => d ?? [])]);
    }

    /// <summary>0 for Monday; a name may be cut to three letters or more.</summary>
    internal static int? DayOf(ReadOnlySpan<char> name)
    {
        for (var day = 0; day < DayNames.Length && name.Length >= 3; day++)
        {
            if (DayNames[day].AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        return null;
    }

    private static List<int>? DaysOf(string key)
    {
        var days = new List<int>();
        foreach (var part in key.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || DayOf(ends[0]) is not { } first || DayOf(ends[^1]) is not { } last)
            {
                return null;
            }

            var length = ((last - first + 7) % 7) + 1;
            days.AddRange(Enumerable.Range(first, length).Select(d => d % 7));
        }

        return days;
    }

    private static bool TrySpans(string value, out IReadOnlyList<OpenSpan> spans, out string why)
    {
        spans = [];
        why = "";
        if (value.Trim().Equals("closed", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var read = new List<OpenSpan>();
        foreach (var part in value.Split(',', MaxSpansPerDay + 1, StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || MinuteOf(ends[0]) is not { } from || MinuteOf(ends[1]) is not { } to)
            {
                why = "is not hours, wanted: one like \"08:00-12:00, 13:00-17:00\", \"00:00-24:00\" or \"closed\"";
                return false;
            }

            if (from >= to)
            {
                why = $"ends before it begins ({part}); what goes past midnight is written as two days, until 24:00 and from 00:00";
                return false;
            }

            read.Add(new OpenSpan(from, to));
        }

        read.Sort((a, b) => a.From.CompareTo(b.From));
        for (var i = 1; i < read.Count; i++)
        {
            if (read[i].From < read[i - 1].To)
            {
                why = $"overlaps itself ({read[i - 1]} and {read[i]})";
                return false;
            }
        }

        spans = read;
        return true;
    }

    private static int? MinuteOf(string time)
    {
        var parts = time.Split(':');
        return parts is [{ Length: 1 or 2 }, { Length: 2 }]
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && minute < 60 && (hour * 60) + minute <= OpenSpan.MinutesPerDay
            ? (hour * 60) + minute
            : null;
    }
}
