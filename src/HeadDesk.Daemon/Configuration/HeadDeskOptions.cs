namespace HeadDesk.Daemon.Configuration;

/// <summary>The whole of <c>config/headdesk.json</c>: the short form for one desk. Each section stands in a class of its own.</summary>
public sealed class HeadDeskOptions
{
    public DeskOptions Desk { get; set; } = new();

    public ImapOptions Imap { get; set; } = new();

    public SmtpOptions Smtp { get; set; } = new();

    public List<StaffOptions> Staff { get; set; } = [];

    public CalendarOptions Calendar { get; set; } = new();

    public ClockOptions Clock { get; set; } = new();

    public NoticeOptions Notices { get; set; } = new();

    public TemplateOptions Templates { get; set; } = new();

    public StoreOptions Store { get; set; } = new();

    public LogOptions Log { get; set; } = new();
}
