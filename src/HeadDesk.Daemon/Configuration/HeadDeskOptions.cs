namespace HeadDesk.Daemon.Configuration;

/// <summary>The whole of <c>config/headdesk.json</c>: the short form for one desk. Each section stands in a class of its own.</summary>
public sealed class HeadDeskOptions
{
    public DeskOptions Desk { get; set; } = new();

    public ImapOptions Imap { get; set; } = new();

    public SmtpOptions Smtp { get; set; } = new();

    public OAuth2Options Oauth2 { get; set; } = new();

    public List<StaffOptions> Staff { get; set; } = [];

    /// <summary><c>teams</c>: second tiers for <c>#escalate</c>, each a list of staff names.</summary>
    public Dictionary<string, List<string>> Teams { get; set; } = [];

    public IncidentOptions Incident { get; set; } = new();

    public CalendarOptions Calendar { get; set; } = new();

    public DutyOptions Duty { get; set; } = new();

    public ClockOptions Clock { get; set; } = new();

    public NoticeOptions Notices { get; set; } = new();

    public AlertOptions Alerts { get; set; } = new();

    public TemplateOptions Templates { get; set; } = new();

    public StoreOptions Store { get; set; } = new();

    public LogOptions Log { get; set; } = new();

    public TelemetryOptions Telemetry { get; set; } = new();
}

/// <summary><c>incident</c>: what happens on <c>#incident</c>.</summary>
public sealed class IncidentOptions
{
    /// <summary>Staff names: who is alerted at once; without any, the admins.</summary>
    public List<string> Responders { get; set; } = [];
}
