using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Care;

/// <summary>A desk with its store and its rules and without its servers, for work on the command line.</summary>
internal sealed class OfflineDesk : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly SegmentBlobStore _blobs;

    private OfflineDesk(LoadedConfiguration configuration, DataDirectory directory, SqliteStore store, SegmentBlobStore blobs, IDeskStore desk, TimeProvider time)
    {
        (Directory, _store, _blobs) = (directory, store, blobs);
        var options = configuration.Options;
        var settings = DeskSettingsFactory.Create(options);
        var folders = TemplateFolders.Of(configuration, settings);
        var signer = new TokenSigner(KeyFile.LoadOrCreate(directory.Path));
        var templates = new NoticeTemplates(folders, time, NullLogger<NoticeTemplates>.Instance);
        Context = new DeskContext(options, signer, desk, blobs, new NoticeComposer(settings, templates, signer), time);
        var decisions = new DecisionWriter(Context, new ReplyWriter(Context, new RelayComposer(settings)), NullLogger<DecisionWriter>.Instance);
        Intake = new IntakeTransaction(
            Context,
            decisions,
            new StaffIntake(Context, decisions, new CommandFactsReader(Context, new CannedAnswers(folders, settings)), NullLogger<StaffIntake>.Instance),
            new SentIntake(Context, decisions, NullLogger<SentIntake>.Instance),
            NullLogger<IntakeTransaction>.Instance);
    }

    public DataDirectory Directory { get; }

    public DeskContext Context { get; }

    public IDeskStore Store => Context.Store;

    public SqliteStore Database => _store;

    public IntakeTransaction Intake { get; }

    /// <summary>Beside a daemon that may be running: rows are written in short turns, originals are read only.</summary>
    /// <exception cref="StoreException">There is no store, or it is not up to date.</exception>
    public static Task<OfflineDesk> OpenBesideAsync(LoadedConfiguration configuration, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(configuration, DataDirectory.OpenForReading(configuration.DataDirectory), directory => Task.FromResult(SqliteStore.OpenBeside(directory, new SqliteStoreOptions())), time, cancellationToken);

    /// <summary>Alone: refused while a daemon runs.</summary>
    /// <exception cref="StoreException">The data directory is in use or cannot be used.</exception>
    public static Task<OfflineDesk> OpenAloneAsync(LoadedConfiguration configuration, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(configuration, DataDirectory.OpenForWriting(configuration.DataDirectory), directory => SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken), time, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _blobs.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Dispose();
    }

    private static async Task<OfflineDesk> OpenAsync(LoadedConfiguration configuration, DataDirectory directory, Func<DataDirectory, Task<SqliteStore>> open, TimeProvider time, CancellationToken cancellationToken)
    {
        SqliteStore? store = null;
        try
        {
            store = await open(directory);
            var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
            return new OfflineDesk(configuration, directory, store, blobs, await store.OpenDeskAsync(configuration.Options.Desk.Id, cancellationToken), time);
        }
        catch
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }

            directory.Dispose();
            throw;
        }
    }
}
