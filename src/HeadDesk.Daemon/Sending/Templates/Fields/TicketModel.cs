using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

internal sealed class TicketModel(Ticket ticket, DeskSettings settings, Words words)
{
    [Field("what a subject must hold for the mail to find its ticket")]
    public string Tag => SubjectTag.Format(settings.TicketPrefix, ticket.Number);

    [Field("the number alone")]
    public int Number => ticket.Number;

    [Field("without number and reply prefixes")]
    public string Subject { get; } = WithoutPrefix(words.Subject(ticket.Subject));

    [Field("new, open, waiting, hold, testing, resolved, closed, spam or merged, in the template's language")]
    public string Status => words.Status(ticket.Status);

    [Field("P1, P2 or P3")]
    public string Priority => ticket.Priority.ToString();

    [Field("the display name of who has it; empty in the queue")]
    public string Assignee => settings.StaffNamed(ticket.Assignee)?.DisplayName ?? "";

    [Field("the target date, with the time where it is not the end of that day; empty where there is none")]
    public string Due => ticket.Due is { } due ? words.Date(due, settings.Calendar) : "";

    [Field("whom the ticket is for")]
    public PartyModel Requester { get; } = PartyModel.Of(ticket.Requester);

    /// <summary>The answer to "Re: x" is "Re: x", not "Re: Re: x".</summary>
    internal static string WithoutPrefix(string subject) => SubjectLine.Parse(subject) is { Bare.Length: > 0 } line ? line.Bare : subject;
}
