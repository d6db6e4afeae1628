using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Filing;
using HeadDesk.Daemon.Intake;
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
    private readonly DataDirectory _directory;
    private readonly IStore _store;
    private readonly IBlobStore _blobs;
    private readonly SentJournal _journal;

    private DeskRuntime(DataDirectory directory, IStore store, IBlobStore blobs, SentJournal journal, Watcher watcher, Postman postman, Filer filer) =>
        (_directory, _store, _blobs, _journal, Watcher, Postman, Filer) = (directory, store, blobs, journal, watcher, postman, filer);

    public Watcher Watcher { get; }

    public Postman Postman { get; }

    public Filer Filer { get; }

    /// <summary>Opens the data directory for writing and finishes what an earlier process had begun.</summary>
    /// <exception cref="StoreException">The data directory cannot be used, e.g. another process has it.</exception>
    /// <exception cref="TemplateException">A notice has no usable template.</exception>
    public static async Task<DeskRuntime> OpenAsync(LoadedConfiguration configuration, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
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
            var desk = new DeskContext(options, signer, await store.OpenDeskAsync(options.Desk.Id, cancellationToken), blobs, new NoticeComposer(settings, templates, signer), time);
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
        _journal.Dispose();
        await _blobs.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    private static DeskRuntime Assemble(LoadedConfiguration configuration, DeskContext desk, CannedAnswers answers, DataDirectory directory, IStore store, IBlobStore blobs, SentJournal journal, ILoggerFactory loggers)
    {
        var servers = new ServerConnections(configuration);
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
        var marker = new OutboxMarker(desk, decisions, loggers.CreateLogger<OutboxMarker>());
        return new DeskRuntime(
            directory,
            store,
            blobs,
            journal,
            new Watcher(desk, servers, intake, new WatchedFolders(desk, loggers.CreateLogger<WatchedFolders>()), loggers.CreateLogger<Watcher>()),
            new Postman(desk, servers, journal, marker, loggers.CreateLogger<Postman>()),
            new Filer(desk, servers, new Flagger(desk, loggers.CreateLogger<Flagger>()), loggers.CreateLogger<Filer>()));
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "desk.staffTrust is from-header: whoever can write a From field has the power of staff; use it on closed networks only")]
    private static partial void LogFromTrusted(ILogger logger);
}
