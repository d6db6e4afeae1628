using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace HeadDesk.Rules.Calendar;

/// <summary>Reads a date as staff write it in a command.</summary>
/// <remarks>
/// <c>2026-12-01</c>, <c>2026-12-01T15:00[Z]</c>, <c>today</c>, <c>tomorrow</c>, <c>friday</c> (the next one, never today), <c>1 Dec</c>,
/// <c>Dec 1</c>, <c>1 December 2027</c>, <c>1.12.</c>, <c>1.12.2026</c> (day first), each with a time behind it if wanted; <c>3d</c>,
/// <c>4h</c>, <c>2bd</c>, <c>8bh</c>. A date alone means the end of that day: the desk's closing time, or 17:00 where it has none. A day without
/// a year is the next one of that name.
/// </remarks>
public static class DateWords
{
    private const int MaxLength = 60;
    private const int MaxYears = 10;
    private const string Wanted = "one like 2026-12-01, 1 Dec, friday, tomorrow, 3d or 2bd";
    private static readonly LocalTime EndOfDay = new(17, 0);

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Days by name, for hints.</summary>
    internal static readonly string[] Names = ["today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly LocalDateTimePattern[] WithoutOffset =
        [LocalDateTimePattern.GeneralIso, LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm")];

    private static readonly OffsetDateTimePattern[] WithOffset =
        [OffsetDateTimePattern.ExtendedIso, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>")];

    /// <param name="zone">Whose days and times are meant.</param>
    /// <returns>The moment, in UTC, which lies ahead of now; or why the text names none.</returns>
    public static (DateTimeOffset? At, string? Error) Parse(string text, DateTimeOffset now, DateTimeZone zone, DeskCalendar calendar)
    {
        var written = text.Trim(Classification.TextLines.Blanks.ToCharArray());
        if (written.Length is 0 or > MaxLength || written.Any(char.IsControl))
        {
            return (null, written.Length == 0 ? "a date is missing, wanted: " + Wanted : "that is no date, wanted: " + Wanted);
        }

        if (Duration.TryParse(written, out var duration))
        {
            return Ahead(calendar.Add(now, duration), written, now);
        }

        if (ExactMoment(written, zone) is { } moment)
        {
            return Ahead(moment, written, now);
        }

        var words = written.ToLowerInvariant().Split([' ', '\u00A0', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var time = words.Length > 1 ? TimeOf(words[^1]) : null;
        words = time is null ? words : words[..^(words.Length > 2 && words[^2] == "at" ? 2 : 1)];
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var (date, impossible) = DateOf(words, today);
        if (date is not { } day)
        {
            return (null, $"\"{written}\" {(impossible ? "is a day that does not exist" : "is no date, wanted: " + Wanted)}");
        }

        if (day < today)
        {
            return (null, $"{Iso(day)} is past");
        }

        return Ahead(time is { } wanted ? At(day, wanted, zone) : calendar.ClosingOn(day) ?? At(day, EndOfDay, zone), written, now);
    }

    private static (DateTimeOffset? At, string? Error) Ahead(DateTimeOffset at, string written, DateTimeOffset now)
    {
        at = at.ToUniversalTime();
        if (at <= now)
        {
            return (null, $"\"{written}\" is past ({at:yyyy-MM-dd HH:mm} UTC)");
        }

        return at > now.AddYears(MaxYears) ? (null, $"\"{written}\" is more than {MaxYears} years away") : (at, null);
    }

    private static DateTimeOffset? ExactMoment(string written, DateTimeZone zone)
    {
        // ISO 8601 has a T where people leave a blank.
        var text = written.Length > 10 && written[10] is ' ' or 't' ? string.Concat(written.AsSpan(0, 10), "T", written.AsSpan(11)) : written;
        text = text.EndsWith('z') ? text[..^1] + "Z" : text;
        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(text) is { Success: true } parsed && IsUsable(parsed.Value.Date))
            {
                return parsed.Value.ToInstant().ToDateTimeOffset();
            }
        }

        foreach (var pattern in WithoutOffset)
        {
            if (pattern.Parse(text) is { Success: true } parsed && IsUsable(parsed.Value.Date))
            {
                return At(parsed.Value.Date, parsed.Value.TimeOfDay, zone);
            }
        }

        return null;
    }

    // A time that the clock skips is the moment of the change; of one that comes twice the first is taken.
    private static DateTimeOffset At(LocalDate date, LocalTime time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(date + time);
        return (mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant()).ToDateTimeOffset();
    }

    private static (LocalDate? Date, bool Impossible) DateOf(string[] words, LocalDate today) => words switch
    {
        ["today"] => (today, false),
        ["tomorrow"] => (today.PlusDays(1), false),
        [var word] when OpeningHours.DayOf(word) is { } day => (today.PlusDays(DaysUntil(day, today)), false),
        [var word] when IsoDate(word) is { } parts => Of(parts.Year, parts.Month, parts.Day),
        [var word] when word.Contains('.', StringComparison.Ordinal) => Dotted(word, today),
        [var first, var second] => MonthOf(second) is { } month ? Day(first, month, today) : MonthOf(first) is { } named ? Day(second, named, today) : (null, false),
        [var first, var second, var third] when YearOf(third) is { } year => MonthOf(second) is { } month && Ordinal(first) is { } day
            ? Of(year, month, day)
            : MonthOf(first) is { } named && Ordinal(second) is { } other ? Of(year, named, other) : (null, false),
        _ => (null, false),
    };

    // 1 to 7: never today.
    private static int DaysUntil(int day, LocalDate today) => ((day - ((int)today.DayOfWeek - 1) + 6) % 7) + 1;

    private static (int Year, int Month, int Day)? IsoDate(string word) =>
        word.Split('-') is [{ Length: 4 } y, { Length: 2 } m, { Length: 2 } d] && Number(y) is { } year && Number(m) is { } month && Number(d) is { } day ? (year, month, day) : null;

    // 1.12. or 1.12.2026, day first
    private static (LocalDate? Date, bool Impossible) Dotted(string word, LocalDate today) => word.TrimEnd('.').Split('.') switch
    {
        [var d, var m] when Number(d) is { } day && Number(m) is { } month => Next(month, day, today),
        [var d, var m, var y] when Number(d) is { } day && Number(m) is { } month && YearOf(y) is { } year => Of(year, month, day),
        _ => (null, false),
    };

    private static (LocalDate? Date, bool Impossible) Day(string word, int month, LocalDate today) =>
        Ordinal(word) is { } day ? Next(month, day, today) : (null, false);

    private static (LocalDate? Date, bool Impossible) Of(int year, int month, int day) =>
        IsDay(year, month, day) ? (new LocalDate(year, month, day), false) : (null, true);

    // The next day of that name, today included; 29 February may be up to eight years away.
    private static (LocalDate? Date, bool Impossible) Next(int month, int day, LocalDate today)
    {
        for (var year = today.Year; year <= today.Year + 8; year++)
        {
            if (IsDay(year, month, day) && new LocalDate(year, month, day) >= today)
            {
                return (new LocalDate(year, month, day), false);
            }
        }

        return (null, true);
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9_000 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month);

    private static bool IsUsable(LocalDate date) => date.Year is >= 1 and <= 9_000;

    private static int? MonthOf(string word)
    {
        var name = word.TrimEnd('.');
        var month = name.Length < 3 ? -1 : Array.FindIndex(Months, m => m.StartsWith(name, StringComparison.Ordinal));
        return month < 0 ? null : month + 1;
    }

    // 1, 1., 1st
    private static int? Ordinal(string word) =>
        Number(word.TrimEnd('.')) ?? (word.Length > 2 && word[^2..] is "st" or "nd" or "rd" or "th" ? Number(word[..^2]) : null);

    private static int? YearOf(string word) => word.Length == 4 ? Number(word) : null;

    private static LocalTime? TimeOf(string word) =>
        word.Split(':') is [{ Length: 1 or 2 } h, { Length: 2 } m] && Number(h) is { } hour and < 24 && Number(m) is { } minute and < 60 ? new LocalTime(hour, minute) : null;

    private static int? Number(string text) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
