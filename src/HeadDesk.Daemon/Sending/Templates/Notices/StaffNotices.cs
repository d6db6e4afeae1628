using HeadDesk.Daemon.Sending.Templates.Fields;

namespace HeadDesk.Daemon.Sending.Templates.Notices;

/// <summary>Something happened to a ticket, or is about to.</summary>
internal class OccasionModel(TicketNoticeModel about, string reason) : TicketNoticeModel(about)
{
    protected OccasionModel(OccasionModel about)
        : this(about, about.Reason)
    {
    }

    [Field("why this is said, in words")]
    public string Reason => reason;
}

internal sealed class AssignedModel(OccasionModel about) : OccasionModel(about);

internal sealed class IncidentModel(OccasionModel about) : OccasionModel(about);

internal sealed class DueSoonModel(OccasionModel about) : OccasionModel(about);

internal sealed class OverdueModel(OccasionModel about) : OccasionModel(about);

internal sealed class NewMailModel(TicketNoticeModel about, CauseModel cause, IReadOnlyList<EntryModel> recent) : TicketNoticeModel(about)
{
    [Field("the new mail")]
    public CauseModel Cause => cause;

    [Field("the last few entries before it, oldest first")]
    public IReadOnlyList<EntryModel> Recent => recent;
}

internal sealed class BounceModel(TicketNoticeModel about, string report) : TicketNoticeModel(about)
{
    [Field("each address that was not reached, with what its server said; for `quote`")]
    public string Report => report;
}

internal sealed class HeldReplyModel(TicketNoticeModel about, string reply, IReadOnlyList<EntryModel> news, string remark) : TicketNoticeModel(about)
{
    [Field("the reply that waits, for `quote`")]
    public string Reply => reply;

    [Field("what others wrote meanwhile")]
    public IReadOnlyList<EntryModel> News => news;

    [Field("what became of the commands in the same mail; may be empty")]
    public string Remark => remark;
}

internal sealed class CommandResultModel(GeneralNoticeModel about, string subject, ResultModel result) : GeneralNoticeModel(about, about.Ticket)
{
    [Field("of the mail that is answered, without number and reply prefixes")]
    public string Subject => subject;

    [Field("what became of the commands")]
    public ResultModel Result => result;
}

internal sealed class AdminAlertModel(GeneralNoticeModel about, string subject, string text) : GeneralNoticeModel(about, about.Ticket)
{
    [Field("what it is about, in a few words")]
    public string Subject => subject;

    [Field("what happened")]
    public string Text => text;
}

/// <summary>Tables of tickets.</summary>
internal class ListModel(NoticeModel about, IReadOnlyList<TableModel> tables, string remark) : NoticeModel(about)
{
    protected ListModel(ListModel about)
        : this(about, about.Tables, about.Remark)
    {
    }

    [Field("for `table`")]
    public IReadOnlyList<TableModel> Tables => tables;

    [Field("what was left out; may be empty")]
    public string Remark => remark;
}

internal sealed class RemindersModel(ListModel about) : ListModel(about);

internal sealed class DigestModel(ListModel about, string summary) : ListModel(about)
{
    [Field("the day in one line")]
    public string Summary => summary;
}
