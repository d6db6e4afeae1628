using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Daemon.Filing;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Jobs;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Running;

/// <summary>One desk at work: its store and its three workers, put together.</summary>
internal sealed partial class DeskRuntime : IAsyncDisposable
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(15);

    private readonly DeskStorage _storage;
    private readonly TemplateWatch _templates;
    private readonly DeskContext _desk;

    private DeskRuntime(LoadedConfiguration configuration, DeskStorage storage, TemplateWatch templates, DeskContext desk, Watcher watcher, Postman postman, Filer filer, ClockTick clock, SilenceWatch silence, TemplateAlarm alarm, AdminNews news) =>
        (Configuration, _storage, _templates, _desk, Watcher, Postman, Filer, Clock, Silence, Templates, News) = (configuration, storage, templates, desk, watcher, postman, filer, clock, silence, alarm, news);

    public LoadedConfiguration Configuration { get; }

    public Watcher Watcher { get; }

    public Postman Postman { get; }

    public Filer Filer { get; }

    public ClockTick Clock { get; }

    public SilenceWatch Silence { get; }

    public Vitals Vitals => _desk.Vitals;

    public IDeskStore Store => _desk.Store;

    public TemplateAlarm Templates { get; }

    public AdminNews News { get; }

    /// <summary>The mailbox was read not long ago, so what customers have written is known.</summary>
    public bool MailboxIsKnown
    {
        get
        {
            var known = 3 * _desk.Options.Imap.PollInterval.OnTheClock;
            return _desk.LastRound is { } last && _desk.Now - last < (known > KnownFor ? known : KnownFor);
        }
    }

    /// <summary>Opens the data directory for writing and finishes what an earlier process had begun.</summary>
    /// <param name="once">One round only: what would wait for a moment in case it is taken back is said at once.</param>
    /// <exception cref="StoreException">The data directory cannot be used, e.g. another process has it.</exception>
    /// <exception cref="TemplateException">A notice has no usable template.</exception>
    public static async Task<DeskRuntime> OpenAsync(LoadedConfiguration configuration, TimeProvider time, ILoggerFactory loggers, bool once, CancellationToken cancellationToken)
    {
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var templates = TemplatesOf(configuration, settings, time, loggers);
        var storage = await DeskStorage.OpenAsync(configuration, cancellationToken);
        try
        {
            var runtime = Assemble(configuration, settings, storage, templates, time, once, loggers);
            var logger = loggers.CreateLogger<DeskRuntime>();
            if (storage.OlderCopy is { } copy)
            {
                LogUpgraded(logger, copy);
            }

            foreach (var warning in once ? ConfigurationWarnings.OfTrust(configuration.Options) : ConfigurationWarnings.Of(configuration))
            {
                LogWarning(logger, warning);
            }

            await runtime.Postman.RecoverAsync(cancellationToken);
            return runtime;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The same desk by another configuration, on the same storage, to go on with once this one has ended its work. This one is not to be disposed of
    /// then; what is on disk belongs to the last.
    /// </summary>
    /// <exception cref="TemplateException">The templates lie elsewhere now, and one of them is broken.</exception>
    public DeskRuntime Renew(LoadedConfiguration configuration, ILoggerFactory loggers)
    {
        // The templates themselves are looked at all the time, and what they remember is the last good one of a broken file.
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var folders = TemplateFolders.Of(configuration, settings);
        var templates = folders.Directory == _templates.Folders.Directory && folders.Languages.SequenceEqual(_templates.Folders.Languages)
            ? _templates.With(new CannedAnswers(folders, settings))
            : TemplatesOf(configuration, settings, _desk.Time, loggers);
        var next = Assemble(configuration, settings, _storage, templates, _desk.Time, once: false, loggers);
        next._desk.LastRound = _desk.LastRound;
        next._desk.Vitals = _desk.Vitals;
        return next;
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    private static TemplateWatch TemplatesOf(LoadedConfiguration configuration, DeskSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var folders = TemplateFolders.Of(configuration, settings);
        var watch = new TemplateWatch(folders, new NoticeTemplates(folders, time, loggers.CreateLogger<NoticeTemplates>()), new CannedAnswers(folders, settings));
        watch.Demand();
        return watch;
    }

    private static DeskRuntime Assemble(LoadedConfiguration configuration, DeskSettings settings, DeskStorage storage, TemplateWatch templates, TimeProvider time, bool once, ILoggerFactory loggers)
    {
        var options = configuration.Options;
        var desk = new DeskContext(options, storage.Signer, storage.Desk, storage.Blobs, new NoticeComposer(settings, templates.Notices, storage.Signer), time, once);
        var servers = new ServerConnections(configuration, logger: loggers.CreateLogger<AccessTokens>());
        var decisions = new DecisionWriter(desk, new ReplyWriter(desk, new RelayComposer(desk.Settings)), loggers.CreateLogger<DecisionWriter>());
        var intake = new FolderIntake(
            desk,
            new IntakeTransaction(
                desk,
                decisions,
                new StaffIntake(desk, decisions, new CommandFactsReader(desk, templates.Answers), loggers.CreateLogger<StaffIntake>()),
                new SentIntake(desk, decisions, loggers.CreateLogger<SentIntake>()),
                loggers.CreateLogger<IntakeTransaction>()),
            new SightingResolver(desk, decisions, loggers.CreateLogger<SightingResolver>()),
            new Quarantine(desk, decisions, loggers.CreateLogger<Quarantine>()),
            new UnreadableMails(desk, decisions),
            loggers.CreateLogger<FolderIntake>());
        var news = new AdminNews(desk, decisions);
        var marker = new OutboxMarker(desk, decisions, loggers.CreateLogger<OutboxMarker>());
        return new DeskRuntime(
            configuration,
            storage,
            templates,
            desk,
            new Watcher(desk, servers, intake, new WatchedFolders(desk, loggers.CreateLogger<WatchedFolders>()), loggers.CreateLogger<Watcher>()),
            new Postman(desk, servers, storage.Journal, marker, loggers.CreateLogger<Postman>()),
            new Filer(desk, servers, new Flagger(desk, loggers.CreateLogger<Flagger>()), news, loggers.CreateLogger<Filer>()),
            new ClockTick(desk, decisions, new PromiseRenewal(desk, loggers.CreateLogger<PromiseRenewal>()), new DigestTick(desk, decisions, loggers.CreateLogger<DigestTick>()), loggers.CreateLogger<ClockTick>()),
            new SilenceWatch(desk, news, new Webhook(options.Alerts.Webhook, loggers.CreateLogger<Webhook>()), servers.Tokens, loggers.CreateLogger<SilenceWatch>()),
            new TemplateAlarm(news, templates, loggers.CreateLogger<TemplateAlarm>()),
            news);
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "the store was brought up to date; as it was before it lies in {Copy}")]
    private static partial void LogUpgraded(ILogger logger, string copy);
}
