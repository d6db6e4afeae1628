using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Daemon.Filing;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Jobs;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Running;

/// <summary>One desk at work: its store and its three workers, put together.</summary>
internal sealed partial class DeskRuntime : IAsyncDisposable
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(15);

    private readonly DataDirectory _directory;
    private readonly IStore _store;
    private readonly IBlobStore _blobs;
    private readonly SentJournal _journal;
    private readonly DeskContext _desk;
    private readonly Webhook _webhook;

    private DeskRuntime(DataDirectory directory, IStore store, IBlobStore blobs, SentJournal journal, DeskContext desk, Watcher watcher, Postman postman, Filer filer, ClockTick clock, SilenceWatch silence, Webhook webhook) =>
        (_directory, _store, _blobs, _journal, _desk, Watcher, Postman, Filer, Clock, Silence, _webhook) = (directory, store, blobs, journal, desk, watcher, postman, filer, clock, silence, webhook);

    public Watcher Watcher { get; }

    public Postman Postman { get; }

    public Filer Filer { get; }

    public ClockTick Clock { get; }

    public SilenceWatch Silence { get; }

    public Vitals Vitals => _desk.Vitals;

    public IDeskStore Store => _desk.Store;

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
        var options = configuration.Options;
        var templates = new NoticeTemplates(configuration.PathOf(options.Templates.Directory), time, loggers.CreateLogger<NoticeTemplates>());
        templates.CheckAll();
        var settings = DeskSettingsFactory.Create(options);
        var answers = new CannedAnswers(configuration.PathOf(options.Templates.Directory), settings);
        answers.CheckAll();
        var directory = DataDirectory.OpenForWriting(configuration.DataDirectory);
        try
        {
            var signer = new TokenSigner(KeyFile.LoadOrCreate(directory.Path));
            var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken);
            var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
            var desk = new DeskContext(options, signer, await store.OpenDeskAsync(options.Desk.Id, cancellationToken), blobs, new NoticeComposer(settings, templates, signer), time, once);
            var journal = new SentJournal(directory.Path);
            var runtime = Assemble(configuration, desk, answers, directory, store, blobs, journal, loggers);
            if (options.Desk.StaffTrust == StaffTrust.FromHeader)
            {
                LogFromTrusted(loggers.CreateLogger<DeskRuntime>());
            }

            await runtime.Postman.RecoverAsync(cancellationToken);
            return runtime;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _webhook.Dispose();
        _journal.Dispose();
        await _blobs.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    private static DeskRuntime Assemble(LoadedConfiguration configuration, DeskContext desk, CannedAnswers answers, DataDirectory directory, IStore store, IBlobStore blobs, SentJournal journal, ILoggerFactory loggers)
    {
        var servers = new ServerConnections(configuration, logger: loggers.CreateLogger<AccessTokens>());
        var decisions = new DecisionWriter(desk, new ReplyWriter(desk, new RelayComposer(desk.Settings)), loggers.CreateLogger<DecisionWriter>());
        var intake = new FolderIntake(
            desk,
            new IntakeTransaction(
                desk,
                decisions,
                new StaffIntake(desk, decisions, new CommandFactsReader(desk, answers), loggers.CreateLogger<StaffIntake>()),
                new SentIntake(desk, decisions, loggers.CreateLogger<SentIntake>()),
                loggers.CreateLogger<IntakeTransaction>()),
            new SightingResolver(desk, decisions, loggers.CreateLogger<SightingResolver>()),
            new Quarantine(desk, decisions, loggers.CreateLogger<Quarantine>()),
            loggers.CreateLogger<FolderIntake>());
        var webhook = new Webhook(desk.Options.Alerts.Webhook, loggers.CreateLogger<Webhook>());
        var marker = new OutboxMarker(desk, decisions, loggers.CreateLogger<OutboxMarker>());
        return new DeskRuntime(
            directory,
            store,
            blobs,
            journal,
            desk,
            new Watcher(desk, servers, intake, new WatchedFolders(desk, loggers.CreateLogger<WatchedFolders>()), loggers.CreateLogger<Watcher>()),
            new Postman(desk, servers, journal, marker, loggers.CreateLogger<Postman>()),
            new Filer(desk, servers, new Flagger(desk, loggers.CreateLogger<Flagger>()), loggers.CreateLogger<Filer>()),
            new ClockTick(desk, decisions, new PromiseRenewal(desk, loggers.CreateLogger<PromiseRenewal>()), new DigestTick(desk, decisions, loggers.CreateLogger<DigestTick>()), loggers.CreateLogger<ClockTick>()),
            new SilenceWatch(desk, decisions, webhook, servers.Tokens, loggers.CreateLogger<SilenceWatch>()),
            webhook);
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "desk.staffTrust is from-header: whoever can write a From field has the power of staff; use it on closed networks only")]
    private static partial void LogFromTrusted(ILogger logger);
}
