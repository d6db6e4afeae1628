using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>The mail that a notice is about. Written by a stranger.</summary>
internal sealed class CauseModel(Notice notice, Words words)
{
    [Field("without number and reply prefixes")]
    public string Subject { get; } = TicketModel.WithoutPrefix(words.Subject(notice.CauseSubject ?? ""));

    [Field("the whole text, for `quote`")]
    public string Text => notice.CauseText ?? "";

    [Field("who wrote it")]
    public PartyModel From { get; } = PartyModel.Of(notice.CauseFrom);
}
