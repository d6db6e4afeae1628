using System.Globalization;
using HeadDesk.Rules.Calendar;

namespace HeadDesk.Rules.Commands;

/// <summary>Dates on the plain calendar, in UTC: <c>2026-03-05</c>, <c>3d</c>, <c>4h</c>, <c>today</c>, <c>tomorrow</c>, <c>friday</c>.</summary>
internal static class PlainDates
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];
    private static readonly string[] Words = ["today", "tomorrow", .. Enum.GetNames<DayOfWeek>().Select(d => d.ToLowerInvariant())];

    /// <summary>For hints.</summary>
    public static string? NearestTo(string text) => Nearest.Of(text, Words);

    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset at)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || TryReadWord(text, DateOnly.FromDateTime(now.UtcDateTime), out day))
        {
            at = DateText.EndOf(day);
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            at = at.ToUniversalTime();
            return true;
        }

        if (Duration.TryParse(text, out var duration) && duration.Unit is DurationUnit.Days or DurationUnit.Hours)
        {
            at = duration.Unit == DurationUnit.Days ? DateText.EndOf(DateOnly.FromDateTime(now.UtcDateTime).AddDays(duration.Amount)) : now + duration.OnTheClock;
            return true;
        }

        at = default;
        return false;
    }

    // A day of the week is the next one that is not today.
    private static bool TryReadWord(string text, DateOnly today, out DateOnly day)
    {
        var index = Array.FindIndex(Words, w => w.Equals(text, StringComparison.OrdinalIgnoreCase) || (w.Length > 5 && text.Length == 3 && w.StartsWith(text, StringComparison.OrdinalIgnoreCase)));
        day = index switch
        {
            < 0 => today,
            0 or 1 => today.AddDays(index),
            _ => today.AddDays((index - 2 - (int)today.DayOfWeek + 6) % 7 + 1),
        };
        return index >= 0;
    }
}
