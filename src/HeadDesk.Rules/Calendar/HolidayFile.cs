using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace HeadDesk.Rules.Calendar;

/// <summary>Reads holidays out of an iCalendar file (RFC 5545): every VEVENT is one, as whole days.</summary>
/// <remarks>
/// DTSTART with DTEND or DURATION in days, RRULE with FREQ=YEARLY (INTERVAL, COUNT, UNTIL) on the day of DTSTART. What moves within the year
/// (BYDAY, RDATE, EXDATE) is refused by name and line rather than misread. A time of day is left out: an event makes its day a holiday.
/// </remarks>
public static class HolidayFile
{
    private const int MaxLength = 2_000_000;
    private const int MaxEvents = 5_000;
    private static readonly LocalDatePattern BasicDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <returns>The holidays; null with what is wrong and in which line.</returns>
    public static (IReadOnlyList<Holiday>? Holidays, string? Error) Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, $"it is longer than {MaxLength} characters");
        }

        var holidays = new List<Holiday>();
        var begun = false;
        Event? current = null;
        var nested = 0; // a VALARM in a VEVENT has a DURATION of its own
        foreach (var (line, number) in Unfolded(text))
        {
            var (name, value) = Split(line);
            begun |= name == "BEGIN" && value.Equals("VCALENDAR", StringComparison.OrdinalIgnoreCase);
            if (name == "BEGIN" && current is not null)
            {
                nested++;
            }
            else if (name == "BEGIN" && value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                current = new Event();
            }
            else if (name == "END" && nested > 0)
            {
                nested--;
            }
            else if (name == "END" && current is not null)
            {
                var (holiday, why) = current.Finish();
                if (why is not null || holidays.Count == MaxEvents)
                {
                    return (null, $"line {number}: {why ?? $"more than {MaxEvents} events"}");
                }

                if (holiday is not null)
                {
                    holidays.Add(holiday);
                }

                current = null;
            }
            else if (nested == 0 && current?.Take(name, value) is { } wrong)
            {
                return (null, $"line {number}: {wrong}");
            }
        }

        return !begun ? (null, "it is not an iCalendar file (no BEGIN:VCALENDAR)") : current is not null ? (null, "it ends in the middle of an event") : (holidays, null);
    }

    // A line that begins with a blank goes on with the one before (RFC 5545 §3.1).
    private static IEnumerable<(string Line, int Number)> Unfolded(string text)
    {
        var line = new System.Text.StringBuilder();
        var (number, begun) = (0, 0);
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var part = raw.TrimEnd('\r').TrimStart('\uFEFF');
            if (part.Length > 0 && part[0] is ' ' or '\t')
            {
                line.Append(part, 1, part.Length - 1);
                continue;
            }

            if (line.Length > 0)
            {
                yield return (line.ToString(), begun);
            }

            line.Clear().Append(part);
            begun = number;
        }

        if (line.Length > 0)
        {
            yield return (line.ToString(), begun);
        }
    }

    // name *(";" param) ":" value; the parameters of the fields read here hold no colon of consequence.
    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? line : line[..colon];
        var semicolon = head.IndexOf(';', StringComparison.Ordinal);
        return ((semicolon < 0 ? head : head[..semicolon]).Trim().ToUpperInvariant(), colon < 0 ? "" : line[(colon + 1)..].Trim());
    }

    /// <summary>The event at hand; each step says what is wrong, or null.</summary>
    private sealed class Event
    {
        private LocalDate? _first;
        private LocalDate? _end;
        private int? _days;
        private string? _rule;
        private int _everyYears;
        private int? _count;
        private int? _until;
        private bool _cancelled;

        public string? Take(string name, string value)
        {
            switch (name)
            {
                case "DTSTART":
                    _first = DateOf(value);
                    return _first is null ? NoDate(name, value) : null;
                case "DTEND":
                    // A date does not belong to the event any more; a day on which it ends at some time does.
                    _end = DateOf(value) is { } end ? value.Length > 8 && !value.Contains("T000000", StringComparison.OrdinalIgnoreCase) ? end.PlusDays(1) : end : null;
                    return _end is null ? NoDate(name, value) : null;
                case "DURATION":
                    _days = value is ['P' or 'p', .. var number, 'D' or 'd' or 'W' or 'w'] && Number(number) is { } n ? n * (value[^1] is 'W' or 'w' ? 7 : 1) : null;
                    return _days is null ? $"DURATION {Shown(value)} is not a number of days, wanted: one like P1D" : null;
                case "STATUS":
                    _cancelled |= value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase);
                    return null;
                case "RRULE":
                    _rule = value;
                    return null;
                case "RDATE" or "EXDATE":
                    return $"{name} is not understood: give each day an event of its own";
                default:
                    return null;
            }
        }

        public (Holiday? Holiday, string? Error) Finish()
        {
            if (_first is not { } first)
            {
                return (null, "an event without DTSTART");
            }

            if (_rule is not null && WhyNotRule(_rule, first) is { } wrong)
            {
                return (null, wrong); // only now, since a rule may stand above its DTSTART
            }

            var days = _days ?? (_end is { } end ? Period.DaysBetween(first, end) : 1);
            days = days == 0 && _end == first ? 1 : days; // some programs end an all-day event on its own day
            var most = _everyYears > 0 ? Holiday.MaxDaysYearly : Holiday.MaxDays;
            if (days < 1 || days > most)
            {
                return (null, $"an event of {days} days, wanted: 1 to {most}");
            }

            var last = Math.Min(_until ?? int.MaxValue, _count is { } count ? first.Year + ((count - 1) * Math.Max(_everyYears, 1)) : int.MaxValue);
            return (_cancelled ? null : new Holiday(first, days, _everyYears, last), null);
        }

        private string? WhyNotRule(string value, LocalDate first)
        {
            _everyYears = 1;
            foreach (var part in value.Split(';', 20))
            {
                var at = part.IndexOf('=', StringComparison.Ordinal);
                var (name, given) = at < 0 ? (part, "") : (part[..at], part[(at + 1)..]);
                var understood = name.Trim().ToUpperInvariant() switch
                {
                    "FREQ" => given.Equals("YEARLY", StringComparison.OrdinalIgnoreCase),
                    "INTERVAL" => Number(given) is >= 1 and <= 100 and { } interval && (_everyYears = interval) > 0,
                    "COUNT" => Number(given) is >= 1 and { } count && (_count = count) > 0,
                    "UNTIL" => DateOf(given) is { } until && UntilIs(until, first),
                    "BYMONTH" => Number(given) == first.Month,
                    "BYMONTHDAY" => Number(given) == first.Day,
                    "WKST" or "" => true,
                    _ => false,
                };
                if (!understood)
                {
                    return $"RRULE {Shown(value)} is not understood, wanted: FREQ=YEARLY on the day of DTSTART; give days that move an event for each year";
                }
            }

            return null;
        }

        private bool UntilIs(LocalDate until, LocalDate first)
        {
            _until = until.Year - ((until.Month, until.Day).CompareTo((first.Month, first.Day)) < 0 ? 1 : 0);
            return true;
        }

        private static LocalDate? DateOf(string value) =>
            value.Length >= 8 && (value.Length == 8 || value[8] is 'T' or 't') && BasicDate.Parse(value[..8]) is { Success: true } parsed && parsed.Value.Year is > 1 and < 9_000 ? parsed.Value : null;

        private static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000 ? number : null;

        private static string NoDate(string name, string value) => $"{name} {Shown(value)} is not a date, wanted: one like 20261225";

        private static string Shown(string value) => value.Length <= 60 ? $"\"{value}\"" : $"\"{value[..60]}…\"";
    }
}
