namespace HeadDesk.Daemon.Configuration;

/// <summary><c>calendar</c>: when the desk is open.</summary>
public sealed class CalendarOptions
{
    /// <summary>An IANA time zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Days or spans of days and their hours; nothing at all means open around the clock. E.g. <c>"mon-fri": "08:00-12:00, 13:00-17:00"</c>.</summary>
    public Dictionary<string, string> Hours { get; set; } = [];

    /// <summary>An iCalendar file whose events are holidays; relative to the configuration file.</summary>
    public string? HolidayFile { get; set; }

    /// <summary>Dates (ISO 8601) on which the desk is closed.</summary>
    public List<string> Holidays { get; set; } = [];
}
