using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates.Notices;

/// <summary>Which model belongs to which notice, and how it is filled.</summary>
internal static class NoticeModels
{
    /// <summary>What a template of this kind may name.</summary>
    public static Type TypeOf(NoticeKind kind) => Table[kind].Model;

    /// <param name="words">Of the language that the template is in.</param>
    /// <exception cref="ArgumentException">The notice is about no ticket, and must be.</exception>
    public static NoticeModel Of(Notice notice, DeskSettings settings, Words words, SatisfactionLinks links) => Table[notice.Kind].Of(new Filling(notice, settings, words, links));

    private static readonly Dictionary<NoticeKind, (Type Model, Func<Filling, NoticeModel> Of)> Table = new()
    {
        [NoticeKind.Acknowledgement] = Row(f => new AcknowledgementModel(f.AboutTicket, f.Cause)),
        [NoticeKind.TooLarge] = Row(f => new TooLargeModel(f.AboutTicket, f.Cause)),
        [NoticeKind.Taken] = Row(f => new TakenModel(f.AboutTicket)),
        [NoticeKind.TargetDate] = Row(f => new TargetDateModel(f.AboutTicket, f.Date(f.Notice.DueBefore))),
        [NoticeKind.ReadyForTest] = Row(f => new ReadyForTestModel(f.AboutTicket)),
        [NoticeKind.OnHold] = Row(f => new OnHoldModel(f.AboutTicket, f.Date(f.Notice.Ticket?.HoldUntil))),
        [NoticeKind.FollowUp] = Row(f => new FollowUpModel(f.AboutTicket)),
        [NoticeKind.Reopened] = Row(f => new ReopenedModel(f.AboutTicket)),
        [NoticeKind.Resolved] = Row(f => new ResolvedModel(f.Finished)),
        [NoticeKind.Closing] = Row(f => new ClosingModel(f.Finished)),
        [NoticeKind.ThankYou] = Row(f => new ThankYouModel(f.Finished, new SatisfactionModel(f.Links))),
        [NoticeKind.Assigned] = Row(f => new AssignedModel(f.Occasion)),
        [NoticeKind.NewMail] = Row(f => new NewMailModel(f.AboutTicket, f.Cause, f.Entries(f.Notice.Recent))),
        [NoticeKind.Bounce] = Row(f => new BounceModel(f.AboutTicket, f.Text)),
        [NoticeKind.DueSoon] = Row(f => new DueSoonModel(f.Occasion)),
        [NoticeKind.Overdue] = Row(f => new OverdueModel(f.Occasion)),
        [NoticeKind.Reminders] = Row(f => new RemindersModel(f.List)),
        [NoticeKind.Digest] = Row(f => new DigestModel(f.List, f.Notice.CauseSubject ?? "")),
        [NoticeKind.Incident] = Row(f => new IncidentModel(f.Occasion)),
        [NoticeKind.CommandResult] = Row(f => new CommandResultModel(f.General, f.Cause.Subject, new ResultModel(f.Result, f.Settings, f.Words))),
        [NoticeKind.HeldReply] = Row(f => new HeldReplyModel(f.AboutTicket, f.Text, f.Entries(f.Result.New), f.Result.Remark ?? "")),
        [NoticeKind.AdminAlert] = Row(f => new AdminAlertModel(f.General, f.Notice.CauseSubject ?? "", f.Text)),
    };

    private static (Type, Func<Filling, NoticeModel>) Row<T>(Func<Filling, T> of)
        where T : NoticeModel => (typeof(T), of);

    private sealed record Filling(Notice Notice, DeskSettings Settings, Words Words, SatisfactionLinks Links)
    {
        public NoticeModel About => new(PartyModel.Of(Settings.Address), PartyModel.Of(Notice.To));

        public TicketNoticeModel AboutTicket => new(About, Ticket ?? throw new ArgumentException($"{Notice.Kind} is about a ticket"));

        public GeneralNoticeModel General => new(About, Ticket);

        public FinishedModel Finished => new(AboutTicket, Words.Within(Settings.ReopenWindow));

        public OccasionModel Occasion => new(AboutTicket, Text);

        public ListModel List => new(About, TableModel.Of(Notice.Result), Result.Remark ?? "");

        public CauseModel Cause => new(Notice, Words);

        public string Text => Notice.CauseText ?? "";

        public CommandResult Result => Notice.Result ?? new CommandResult();

        public string Date(DateTimeOffset? at) => at is { } date ? Words.Date(date, Settings.Calendar) : "";

        public IReadOnlyList<EntryModel> Entries(IEnumerable<Entry> entries) => [.. entries.Select(e => new EntryModel(e, Settings, Words))];

        private TicketModel? Ticket => Notice.Ticket is { } ticket ? new TicketModel(ticket, Settings, Words) : null;
    }
}
