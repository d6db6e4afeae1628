using System.Globalization;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Notices.Wording;

/// <summary>Month names are written out here: a system without the data of a culture has only the English ones.</summary>
internal sealed class GermanWords : Words
{
    private static readonly string[] Months =
        ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    public override string Language => "de";

    public override TicketLabels Labels { get; } = new()
    {
        Ticket = "Ticket", Subject = "Betreff", Status = "Status", Priority = "Priorität", Assignee = "Bearbeitung", Who = "Wer", Why = "Warum", Requester = "Anfrage von",
        Participants = "Beteiligte", Age = "Alter", Due = "Fällig", Type = "Art", Category = "Kategorie", Labels = "Stichwörter", Incident = "Sicherheitsvorfall", Overdue = "überfällig",
    };

    public override DeskPhrases Phrases { get; } = new()
    {
        Reminders = "Erinnerungen", Overdue = "Überfällig", DueToday = "Heute fällig", Waiting = "Warten auf Antwort", InQueue = "In der Warteschlange",
        Held = "Ihre Antwort ist noch nicht gesendet: #send schickt sie ab", HeldByNobody = "Eine Antwort wartet, und wer sie schrieb, ist nicht mehr da: #show N zeigt sie",
        CountOverdue = "überfällig", CountDueToday = "heute fällig", CountWaiting = "warten auf Antwort", CountInQueue = "in der Warteschlange", CountHeld = "mit ungesendeter Antwort", TheOldest = "die ältesten",
        HoldIsOver = "es war bis jetzt zurückgestellt und ist wieder offen",
        NoPerson = "es wartet auf eine Antwort, die nicht kommen wird: keine Mail darin hat ein Mensch geschrieben",
        DeadAddress = "es wartet auf eine Antwort, die nicht kommen wird: die Adresse nimmt keine Mail an",
    };

    protected override string NoSubjectName => "(kein Betreff)";

    public override string Status(TicketStatus status) => status switch
    {
        TicketStatus.New => "neu",
        TicketStatus.Open => "offen",
        TicketStatus.Waiting => "wartet auf Antwort",
        TicketStatus.Hold => "zurückgestellt",
        TicketStatus.Testing => "im Test",
        TicketStatus.Resolved => "gelöst",
        TicketStatus.Closed => "geschlossen",
        TicketStatus.Spam => "Spam",
        _ => "zusammengeführt",
    };

    public override string Type(TicketType type) => type switch
    {
        TicketType.Defect => "Fehler",
        TicketType.Enhancement => "Verbesserung",
        TicketType.Information => "Auskunft",
        TicketType.Change => "Änderung",
        _ => "Sonstiges",
    };

    public override string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Received => "Mail",
        EntryKind.Relay or EntryKind.Sent => "Antwort",
        EntryKind.AutoReply => "automatische Mail",
        EntryKind.Note => "Notiz",
        EntryKind.Notice => "Mitteilung",
        EntryKind.Bounce => "Unzustellbarkeit",
        _ => "Ereignis",
    };

    public override string WroteTo(string addresses, string subject) => $"schrieb an {addresses}: {subject}";

    public override string Satisfaction(Satisfaction word) => word switch
    {
        Clock.Satisfaction.Good => "gut",
        Clock.Satisfaction.Okay => "okay",
        _ => "schlecht",
    };

    internal override string WasDue(PromiseKind promise, bool byDate, TimeSpan late) =>
        late < TimeSpan.FromMinutes(1) ? $"{What(promise, byDate)} ist jetzt fällig" : $"{What(promise, byDate)} war vor {AgeWithin(late)} fällig";

    internal override string IsDueIn(PromiseKind promise, bool byDate, TimeSpan left) => $"{What(promise, byDate)} ist in {AgeWithin(left)} fällig";

    public override string Unclaimed(TimeSpan age) => $"seit {AgeWithin(age)} hat es niemand übernommen";

    public override string Assigned(string? from, string to) => from is null ? $"zugewiesen an {to}" : $"übergeben von {from} an {to}";

    public override string BeforeRestore(string when) => $"Diese Mail lag schon im Postfach, als Head Desk am {when} aus einer Sicherung wiederhergestellt wurde; die Antwort ist also vielleicht schon verschickt";

    public override string IncidentCalled(string by, string tag, string subject) => $"{by} hat einen Sicherheitsvorfall ausgerufen, {tag}: {subject}";

    public override string Line(int line) => line == 0 ? "Betreff" : string.Create(CultureInfo.InvariantCulture, $"Zeile {line}");

    public override string Some(int shown, int total) => string.Create(CultureInfo.InvariantCulture, $"{shown} von {total}");

    public override string MoreTickets(int more) =>
        string.Create(CultureInfo.InvariantCulture, $"Dazu kommen {more} weitere eigene Tickets, die hier nicht angesehen wurden; #list mine zeigt die ältesten.");

    protected override string Day(LocalDate date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day}. {Months[date.Month - 1]} {date.Year}");

    protected override string DayAndTime(LocalDate date, LocalTime time, string zone) => $"{Day(date)}, {time.ToString("HH:mm", CultureInfo.InvariantCulture)} Uhr ({zone})";

    protected override string Moment(LocalDateTime at) => at.ToString("dd.MM.uuuu HH:mm", CultureInfo.InvariantCulture);

    protected override string Count(int count, TimeUnit unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {Name(count, unit)}");

    // The dative: in 14 Tagen, vor 14 Tagen, seit 14 Tagen, innerhalb von 14 Tagen.
    protected override string CountWithin(int count, TimeUnit unit) => Count(count, unit) + (unit == TimeUnit.Day && count != 1 ? "n" : "");

    private static string Name(int count, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => count == 1 ? "Tag" : "Tage",
        TimeUnit.Hour => count == 1 ? "Stunde" : "Stunden",
        _ => count == 1 ? "Minute" : "Minuten",
    };

    private static string What(PromiseKind promise, bool byDate) => promise switch
    {
        PromiseKind.FirstResponse => "die erste Antwort",
        PromiseKind.Update => "eine Nachricht an den Kunden",
        _ => byDate ? "die Lösung zum Zieltermin" : "die Lösung",
    };
}
