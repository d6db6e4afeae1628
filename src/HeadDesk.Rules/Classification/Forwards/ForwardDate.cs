namespace HeadDesk.Rules.Classification.Forwards;

/// <summary>Reads the dates that mail programs write into a quoted header, in whatever language and order.</summary>
/// <remarks>A date without an offset is taken as UTC: the writer's zone is not known. Month before day only with AM or PM or where the first figure cannot be a day's opposite.</remarks>
internal static class ForwardDate
{
    private const int Longest = 100;

    public static DateTimeOffset? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        var scan = new DateFigures();
        scan.Take(text);
        var month = scan.Month > 0 ? scan.Month : 0;
        var (year, day) = (scan.Year, scan.Day);
        if (month == 0 && !scan.TryNumeric(out year, out month, out day))
        {
            return null;
        }

        if (year < 100 && year > 0)
        {
            year += 2000;
        }

        return year is > 1970 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTimeOffset(year, month, day, scan.Hour, scan.Minute, scan.Second, scan.Offset)
            : null;
    }
}
