using System.Globalization;
using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Notices.Wording;

namespace HeadDesk.Rules.Commands;

/// <summary>Dates and lengths of time as the answers to commands and the audit trail say them: in English.</summary>
public static class DateText
{
    /// <inheritdoc cref="Words.Date"/>
    public static string Of(DateTimeOffset at, DeskCalendar calendar) => Words.English.Date(at, calendar);

    /// <summary>As the audit trail has it.</summary>
    public static string? Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Words.Age"/>
    public static string Age(TimeSpan age) => Words.English.Age(age);
}
