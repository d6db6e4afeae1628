using HeadDesk.Daemon.Sending.Templates.Fields;

namespace HeadDesk.Daemon.Sending.Templates.Notices;

/// <summary>What every notice may name. Each kind of notice has a model of its own, which adds what that kind knows and nothing else.</summary>
internal class NoticeModel(PartyModel desk, PartyModel to)
{
    protected NoticeModel(NoticeModel about)
        : this(about.Desk, about.To)
    {
    }

    [Field("the desk as customers see it")]
    public PartyModel Desk => desk;

    [Field("the recipient")]
    public PartyModel To => to;
}

/// <summary>A notice about a ticket.</summary>
internal class TicketNoticeModel(NoticeModel about, TicketModel ticket) : NoticeModel(about)
{
    protected TicketNoticeModel(TicketNoticeModel about)
        : this(about, about.Ticket)
    {
    }

    [Field("the ticket")]
    public TicketModel Ticket => ticket;
}

/// <summary>A notice that may be about a ticket.</summary>
internal class GeneralNoticeModel(NoticeModel about, TicketModel? ticket) : NoticeModel(about)
{
    [Field("the ticket; missing where the notice is about none: `{{#if ticket}} … {{/if}}`")]
    public TicketModel? Ticket => ticket;
}
