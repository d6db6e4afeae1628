using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE, e.g. <c>17-Jul-1996 02:44:25 -0700</c></summary>
internal static class InternalDate
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    public static string Format(DateTimeOffset date) =>
        date.ToString("dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    /// <summary>Null for anything else: a date is never worth losing a message.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' '); // date-day-fixed = (SP DIGIT) / 2DIGIT
        var dash = text.IndexOf((byte)'-');
        if (dash is < 1 or > 2 || text.Length != dash + 24 || text[^5] is not ((byte)'+' or (byte)'-')
            || !TryDigits(text[..dash], out var day) || Month(text.Slice(dash + 1, 3)) is not (> 0 and var month)
            || !TryDigits(text.Slice(dash + 5, 4), out var year)
            || !TryDigits(text.Slice(dash + 10, 2), out var hour) || !TryDigits(text.Slice(dash + 13, 2), out var minute)
            || !TryDigits(text.Slice(dash + 16, 2), out var second)
            || !TryDigits(text.Slice(dash + 20, 2), out var zoneHours) || !TryDigits(text.Slice(dash + 22, 2), out var zoneMinutes))
        {
            return null;
        }

        var zone = new TimeSpan(zoneHours, zoneMinutes, 0) * (text[^5] == '-' ? -1 : 1);
        if (year is < 1 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60
            || zone.Duration() > TimeSpan.FromHours(14))
        {
            return null;
        }

        return new DateTimeOffset(year, month, day, hour, minute, Math.Min(second, 59), zone);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out var length) && length == text.Length && number >= 0;

    private static int Month(ReadOnlySpan<byte> name)
    {
        for (var month = 0; month < 12; month++)
        {
            if (Ascii.EqualsIgnoreCase(name, Months.Slice(month * 3, 3)))
            {
                return month + 1;
            }
        }

        return 0;
    }
}
