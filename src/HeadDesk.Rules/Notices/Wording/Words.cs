using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Notices.Wording;

/// <summary>What the program itself puts into a notice between the words of its template, in one language: dates, lengths of time, names of states, reasons.</summary>
/// <remarks>The audit trail and the answers to commands are English whatever the language, as the commands are.</remarks>
public abstract class Words
{
    private static readonly LocalTime EndOfDay = new(17, 0);

    /// <summary>A ticket's subject where the mail had none.</summary>
    public const string NoSubject = "(no subject)";

    public static Words English { get; } = new EnglishWords();

    public static Words German { get; } = new GermanWords();

    /// <summary>Languages that have words of their own; in every other the English ones stand in.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English.Language, German.Language];

    /// <param name="language">Primary BCP 47 subtag; null for the default.</param>
    public static Words Of(string? language) => language == German.Language ? German : English;

    public abstract string Language { get; }

    /// <summary>"5 March 2026" on the desk's calendar, with the time of day where it is not the end of that day.</summary>
    public string Date(DateTimeOffset at, DeskCalendar calendar)
    {
        var there = Instant.FromDateTimeOffset(at).InZone(calendar.Zone);
        var isEnd = calendar.ClosingOn(there.Date) is { } closing ? closing == at : there.TimeOfDay == EndOfDay;
        return isEnd ? Day(there.Date) : DayAndTime(there.Date, there.TimeOfDay, calendar.Zone.Id);
    }

    /// <summary>"2 Mar 2026 09:00" by the desk's clock, for entries of a history.</summary>
    public string Moment(DateTimeOffset at, DateTimeZone zone) => Moment(Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime);

    /// <summary>The largest unit that is full: "3 days", "1 hour".</summary>
    public string Age(TimeSpan age) => Length(Math.Max(0, age.TotalMinutes), atLeast: 1, Count);

    /// <summary>A length of time behind "within", in the case that this word wants: "14 days", "14 Tagen".</summary>
    public string Within(TimeSpan span) => Length(Math.Max(1, span.TotalMinutes), atLeast: 2, CountWithin);

    /// <summary>As <see cref="Age"/>, behind "in", "ago" or "for".</summary>
    protected string AgeWithin(TimeSpan age) => Length(Math.Max(0, age.TotalMinutes), atLeast: 1, CountWithin);

    public string Subject(string subject) => subject == NoSubject ? NoSubjectName : subject;

    public abstract string Status(TicketStatus status);

    public abstract string Type(TicketType type);

    /// <summary>mail, reply, note, bounce, automatic mail, notice or event.</summary>
    public abstract string Kind(EntryKind kind);

    /// <summary>A notice in a history, in one line.</summary>
    public abstract string WroteTo(string addresses, string subject);

    /// <summary>The word that a link of the thank-you writes; <see cref="SatisfactionAnswer"/> reads it.</summary>
    public abstract string Satisfaction(Satisfaction word);

    /// <summary>What a ticket's facts and tables of tickets are headed with.</summary>
    public abstract TicketLabels Labels { get; }

    public abstract DeskPhrases Phrases { get; }

    /// <param name="late">Zero or less for one that is due now.</param>
    internal abstract string WasDue(PromiseKind promise, bool byDate, TimeSpan late);

    internal abstract string IsDueIn(PromiseKind promise, bool byDate, TimeSpan left);

    public abstract string Unclaimed(TimeSpan age);

    public abstract string Assigned(string? from, string to);

    /// <summary>Why a reply waits, without a full stop.</summary>
    public abstract string BeforeRestore(string when);

    public abstract string IncidentCalled(string by, string tag, string subject);

    /// <summary>Where in a mail of commands; 0 is the subject.</summary>
    public abstract string Line(int line);

    /// <summary>"20 of 113".</summary>
    public abstract string Some(int shown, int total);

    public abstract string MoreTickets(int more);

    protected abstract string NoSubjectName { get; }

    protected abstract string Day(LocalDate date);

    protected abstract string DayAndTime(LocalDate date, LocalTime time, string zone);

    protected abstract string Moment(LocalDateTime at);

    protected abstract string Count(int count, TimeUnit unit);

    protected virtual string CountWithin(int count, TimeUnit unit) => Count(count, unit);

    private static string Length(double minutes, int atLeast, Func<int, TimeUnit, string> count) =>
        minutes >= atLeast * 24 * 60 ? count((int)(minutes / (24 * 60)), TimeUnit.Day)
        : minutes >= atLeast * 60 ? count((int)(minutes / 60), TimeUnit.Hour)
        : count((int)minutes, TimeUnit.Minute);

    /// <summary>Units in which lengths of time are told.</summary>
    protected enum TimeUnit
    {
        Minute,
        Hour,
        Day,
    }
}
