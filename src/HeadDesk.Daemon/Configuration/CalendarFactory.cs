using HeadDesk.Rules.Calendar;
using NodaTime;
using NodaTime.Text;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Turns <c>calendar</c> into the desk calendar.</summary>
internal static class CalendarFactory
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <exception cref="ConfigurationException">The holiday file has become unusable since it was checked.</exception>
    public static DeskCalendar Create(CalendarOptions options)
    {
        var faults = new List<string>();
        return Build(options, faults) ?? throw ConfigurationException.Invalid("calendar", faults);
    }

    public static IReadOnlyList<string> Check(CalendarOptions options, DateTimeOffset now)
    {
        var faults = new List<string>();
        if (Build(options, faults) is { } calendar && (calendar.NextOpening(now) is not { } opening || opening > now + Year))
        {
            faults.Add("calendar.hours: the desk is not open at any time within a year, wanted: hours on some day that is no holiday");
        }

        return faults;
    }

    private static DeskCalendar? Build(CalendarOptions options, List<string> faults)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.TimeZone);
        if (zone is null)
        {
            faults.Add($"calendar.timeZone: \"{options.TimeZone}\" is not a time zone, wanted: one like \"Europe/Berlin\"");
        }

        var hours = OpeningHours.Parse(options.Hours, out var wrong);
        faults.AddRange(wrong.Select(fault => "calendar.hours." + fault));
        var holidays = new List<Holiday>();
        foreach (var text in options.Holidays)
        {
            if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
            {
                holidays.Add(new Holiday(date.Value));
            }
            else
            {
                faults.Add($"calendar.holidays: \"{text}\" is not a date, wanted: one like \"2026-12-25\"");
            }
        }

        if (options.HolidayFile is { } file)
        {
            var (read, error) = Read(file);
            holidays.AddRange(read ?? []);
            faults.AddRange(error is null ? [] : [$"calendar.holidayFile: {file}: {error}"]);
        }

        return faults.Count == 0 ? new DeskCalendar(zone!, hours!, new Holidays(holidays)) : null;
    }

    private static (IReadOnlyList<Holiday>? Holidays, string? Error) Read(string file)
    {
        try
        {
            return HolidayFile.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "permission denied or not a file");
        }
    }
}
