using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>What a canned answer may name.</summary>
internal sealed class AnswerModel(Ticket ticket, DeskSettings settings, StaffMember by, Words words)
{
    [Field("the ticket that is answered")]
    public TicketModel Ticket { get; } = new(ticket, settings, words);

    [Field("the desk as customers see it")]
    public PartyModel Desk { get; } = PartyModel.Of(settings.Address);

    [Field("who sends the answer; with the desk's address, never their own")]
    public PartyModel Me { get; } = new(by.DisplayName, settings.Address.Address);

    /// <summary>Every field filled, to try an answer on.</summary>
    public static AnswerModel Sample(Words words) => new(NoticeSamples.Ticket, NoticeSamples.Settings, NoticeSamples.Settings.Staff[0], words);
}
