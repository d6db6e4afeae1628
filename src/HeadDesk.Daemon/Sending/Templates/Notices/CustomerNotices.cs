using HeadDesk.Daemon.Sending.Templates.Fields;

namespace HeadDesk.Daemon.Sending.Templates.Notices;

internal sealed class AcknowledgementModel(TicketNoticeModel about, CauseModel cause) : TicketNoticeModel(about)
{
    [Field("their mail")]
    public CauseModel Cause => cause;
}

internal sealed class TooLargeModel(TicketNoticeModel about, CauseModel cause) : TicketNoticeModel(about)
{
    [Field("their mail")]
    public CauseModel Cause => cause;
}

internal sealed class TakenModel(TicketNoticeModel about) : TicketNoticeModel(about);

internal sealed class TargetDateModel(TicketNoticeModel about, string dueBefore) : TicketNoticeModel(about)
{
    [Field("the date that was told before; empty for the first one")]
    public string DueBefore => dueBefore;
}

internal sealed class ReadyForTestModel(TicketNoticeModel about) : TicketNoticeModel(about);

internal sealed class OnHoldModel(TicketNoticeModel about, string until) : TicketNoticeModel(about)
{
    [Field("until when; empty where that is not known")]
    public string Until => until;
}

internal sealed class FollowUpModel(TicketNoticeModel about) : TicketNoticeModel(about);

internal sealed class ReopenedModel(TicketNoticeModel about) : TicketNoticeModel(about);

/// <summary>Of a request that is over, by whatever way.</summary>
internal class FinishedModel(TicketNoticeModel about, string reopenWindow) : TicketNoticeModel(about)
{
    protected FinishedModel(FinishedModel about)
        : this(about, about.ReopenWindow)
    {
    }

    [Field("how long a reply opens it again, to stand behind \"within\"")]
    public string ReopenWindow => reopenWindow;
}

internal sealed class ResolvedModel(FinishedModel about) : FinishedModel(about);

internal sealed class ClosingModel(FinishedModel about) : FinishedModel(about);

internal sealed class ThankYouModel(FinishedModel about, SatisfactionModel satisfaction) : FinishedModel(about)
{
    [Field("links that begin a mail with the answer")]
    public SatisfactionModel Satisfaction => satisfaction;
}
