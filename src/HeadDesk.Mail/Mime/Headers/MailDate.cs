using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>
/// date-time (RFC 5322 §3.3) with its obsolete forms (§4.3) and the ones that are met: names left out or in full, two-digit years, dashes and
/// slashes, ISO 8601, asctime, a twelve-hour clock, zones by name, and a zone that is missing (then UTC).
/// </summary>
internal static class MailDate
{
    private const int Longest = 200;

    /// <summary>English as RFC 5322 §3.3 has it; German, French, Spanish, Italian and Portuguese as some programs have it.</summary>
    private static readonly string[][] Months =
    [
        ["jan", "ene", "gen"], ["feb", "fév", "fev"], ["mar", "mär", "mrz"], ["apr", "avr", "abr"], ["may", "mai", "mag"], ["jun", "jui", "giu"],
        ["jul", "lug"], ["aug", "aoû", "aou", "ago"], ["sep", "set"], ["oct", "okt", "out", "ott"], ["nov"], ["dec", "dez", "déc", "dic"],
    ];

    /// <summary>Zones by name in minutes (RFC 5322 §4.3); one-letter military zones mean UTC, since RFC 822 had their sign wrong.</summary>
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["EST"] = -300, ["EDT"] = -240, ["CST"] = -360, ["CDT"] = -300,
        ["MST"] = -420, ["MDT"] = -360, ["PST"] = -480, ["PDT"] = -420, ["BST"] = 60, ["CET"] = 60, ["MET"] = 60, ["MEZ"] = 60, ["CEST"] = 120, ["MEST"] = 120,
        ["MESZ"] = 120, ["EET"] = 120, ["EEST"] = 180, ["MSK"] = 180, ["IST"] = 330, ["JST"] = 540, ["KST"] = 540, ["AEST"] = 600, ["AEDT"] = 660, ["NZST"] = 720, ["NZDT"] = 780,
    };

    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        if (TryReadUsual(text, out var usual))
        {
            return usual;
        }

        var words = WithoutComments(text).Split([' ', '\t', ',', ';', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var date = new Reading();
        foreach (var word in words)
        {
            date.Take(word);
        }

        return date.ToOffset();
    }

    /// <summary>As RFC 5322 §3.3 wants it: [day-name ","] day month year hour ":" minute ":" second zone, a comment at most after it.</summary>
    private static bool TryReadUsual(ReadOnlySpan<char> text, out DateTimeOffset? date)
    {
        date = null;
        text = text is [>= 'A' and <= 'Z', _, _, ',', ' ', ..] ? text[5..].Trim() : text.Trim();
        var comment = text.IndexOf(" (");
        text = comment > 0 && text[^1] == ')' && text.LastIndexOf('(') == comment + 1 ? text[..comment] : text;
        var space = text.IndexOf(' ');
        if (space is not (1 or 2) || text.Length != space + 24 || text[space + 4] != ' ' || text[space + 9] != ' ' || text[space + 12] != ':'
            || text[space + 15] != ':' || text[space + 18] != ' ' || text[space + 19] is not ('+' or '-')
            || !TryNumber(text[..space], out var day) || !TryNumber(text.Slice(space + 5, 4), out var year) || !TryNumber(text.Slice(space + 10, 2), out var hour)
            || !TryNumber(text.Slice(space + 13, 2), out var minute) || !TryNumber(text.Slice(space + 16, 2), out var second) || !TryNumber(text[(space + 20)..], out var zone))
        {
            return false;
        }

        var month = "JanFebMarAprMayJunJulAugSepOctNovDec".AsSpan().IndexOf(text.Slice(space + 1, 3));
        if (month < 0 || month % 3 != 0 || year < 1900 || day < 1 || day > DateTime.DaysInMonth(year, (month / 3) + 1) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        zone = (zone / 100 * 60) + (zone % 100);
        date = Combine(new DateTime(year, (month / 3) + 1, day), new TimeSpan(hour, minute, second), text[space + 19] == '-' ? -zone : zone);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static DateTimeOffset? Combine(DateTime day, TimeSpan time, int zone)
    {
        zone = Math.Abs(zone) > 14 * 60 ? 0 : zone;
        var local = day + time;
        var utc = local.Ticks - (zone * TimeSpan.TicksPerMinute);
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, TimeSpan.FromMinutes(zone));
    }

    private static string WithoutComments(string text)
    {
        if (!text.Contains('('))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : 0;
            result.Append(depth == 0 ? c : ' ');
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }

        return result.ToString();
    }

    private static int MonthOf(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Months.Length; i++)
        {
            foreach (var name in Months[i])
            {
                if (word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                {
                    // juin and juillet share their beginning
                    return name == "jui" && word.StartsWith("juil", StringComparison.OrdinalIgnoreCase) ? 7 : i + 1;
                }
            }
        }

        return 0;
    }

    /// <summary>What has been made out so far.</summary>
    private sealed class Reading
    {
        private readonly List<int> _numbers = [];
        private int _month;
        private bool _monthMayBeWeekday;
        private TimeSpan? _time;
        private int? _zone;

        public void Take(string word)
        {
            if (word[0] is '+' or '-' && _time != null)
            {
                TakeOffset(word.Replace(":", "", StringComparison.Ordinal));
            }
            else if (word.Contains(':') || (_time == null && word.Count(c => c == '.') == 2 && _numbers.Count + (_month > 0 ? 1 : 0) >= 3))
            {
                TakeTime(word);
            }
            else if (char.IsAsciiLetter(word[0]))
            {
                TakeName(word);
            }
            else
            {
                TakeDate(word);
            }
        }

        public DateTimeOffset? ToOffset()
        {
            if (_month == 0 && _numbers.Count == 3)
            {
                // 20 11 79, or year first; with a day above 12 the order shows itself.
                _month = _numbers[1];
                _numbers.RemoveAt(1);
            }

            if (_numbers.Count < 2 || _month is < 1 or > 12)
            {
                return null;
            }

            var (day, year) = _numbers[0] > 31 ? (_numbers[1], _numbers[0]) : (_numbers[0], _numbers[1]);
            year = FullYear(year);
            if (year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, _month))
            {
                return null;
            }

            return Combine(new DateTime(year, _month, day), _time ?? TimeSpan.Zero, _zone ?? 0);
        }

        /// <summary>RFC 5322 §4.3: 00-49 are 20xx, 50-99 19xx, three digits are added to 1900.</summary>
        private static int FullYear(int year) => year switch
        {
            < 50 => 2000 + year,
            < 1000 => 1900 + year,
            _ => year,
        };

        private void TakeDate(string word)
        {
            if (word.IndexOf('T', StringComparison.Ordinal) is var t and > 0)
            {
                TakeDate(word[..t]);
                return;
            }

            foreach (var piece in word.Split(['-', '/', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (MonthOf(piece) is var month and > 0)
                {
                    _month = month;
                }
                else if (int.TryParse(piece, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    TakeNumber(number);
                }
            }
        }

        private void TakeNumber(int number)
        {
            if (_numbers.Count + (_month > 0 ? 1 : 0) < 3)
            {
                _numbers.Add(number);
            }
            else if (_time != null && _zone == null && number is >= 100 and <= 1400)
            {
                _zone = (number / 100 * 60) + (number % 100); // "0200" with its sign lost
            }
        }

        private void TakeTime(string word)
        {
            if (word.IndexOf('T', StringComparison.Ordinal) is var t and > 0 && char.IsAsciiDigit(word[t - 1]))
            {
                TakeDate(word[..t]);
                word = word[(t + 1)..];
            }

            var sign = word.AsSpan(1).IndexOfAny('+', '-') + 1;
            if (sign > 0)
            {
                TakeOffset(word[sign..].Replace(":", "", StringComparison.Ordinal));
                word = word[..sign];
            }

            var parts = word.TrimEnd('Z', 'z').Split(':', '.');
            Span<int> values = stackalloc int[3];
            for (var i = 0; i < parts.Length && i < 3; i++)
            {
                if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i]))
                {
                    return;
                }
            }

            if (_time == null && values[0] <= 24 && values[1] < 60 && values[2] <= 60)
            {
                _time = new TimeSpan(values[0], values[1], Math.Min(values[2], 59));
            }
        }

        private void TakeOffset(string word)
        {
            var digits = word.AsSpan(1);
            if (_zone == null && digits.Length is >= 1 and <= 4
                && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var minutes = digits.Length <= 2 ? number * 60 : (number / 100 * 60) + (number % 100);
                _zone = word[0] == '-' ? -minutes : minutes;
            }
        }

        private void TakeName(string word)
        {
            if (_time is { } time && word.ToUpperInvariant() is "AM" or "PM" or "A.M." or "P.M.")
            {
                var afternoon = char.ToUpperInvariant(word[0]) == 'P';
                _time = (time.Hours, afternoon) switch
                {
                    (12, false) => time - TimeSpan.FromHours(12),
                    (< 12, true) => time + TimeSpan.FromHours(12),
                    _ => time,
                };
            }
            else if ((_month == 0 || _monthMayBeWeekday) && MonthOf(word) is var month and > 0)
            {
                // "mar." is March, but in three languages also Tuesday: a month that follows the day outranks it.
                _month = month;
                _monthMayBeWeekday = _numbers.Count == 0;
            }
            else if (_time != null && _zone == null)
            {
                TakeZoneName(word);
            }
        }

        private void TakeZoneName(string word)
        {
            var sign = word.IndexOfAny(['+', '-']);
            if (sign > 0)
            {
                TakeOffset(word[sign..].Replace(":", "", StringComparison.Ordinal));
            }
            else if (Zones.TryGetValue(word, out var minutes) || (word.Length > 3 && Zones.TryGetValue(word[..3], out minutes)))
            {
                _zone = minutes;
            }
        }
    }
}
