using HeadDesk.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private static readonly SqliteMigration First = SqliteMigrations.Load().Single(m => m.Number == 1);
    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _directory;

    public MigrationTests() => _directory = DataDirectory.OpenForWriting(_folder.Path);

    public void Dispose()
    {
        _directory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ShippedSteps_AreNumberedFromOneWithoutGap() =>
        Assert.Equal(Enumerable.Range(1, SqliteMigrations.Shipped.Newest), SqliteMigrations.Load().Select(m => m.Number));

    [Fact]
    public void EveryTable_NamesItsDesk()
    {
        using var session = OpenSession();
        SqliteMigrations.Shipped.Run(session);

        Assert.Equal(0, session.Scalar(
            """
            SELECT count(*) FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'desk'
            AND m.name NOT LIKE 'entry_search%' -- places of words in entry, which names its desk
            AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'desk' AND c."notnull" = 1)
            """));
    }

    [Fact]
    public async Task NewDatabase_IsDurableAndGuarded()
    {
        await using var store = Open(SqliteMigrations.Shipped);
        var session = store.Writer!.Session;

        Assert.Equal(2, session.Scalar("PRAGMA synchronous"));
        Assert.Equal(1, session.Scalar("PRAGMA foreign_keys"));
        Assert.Equal(1, session.Scalar("SELECT journal_mode = 'wal' FROM pragma_journal_mode"));
        Assert.Equal(SqliteMigrations.Shipped.Newest, session.Scalar("PRAGMA user_version"));
        Assert.Equal(["headdesk.db"], Databases());
    }

    [Fact]
    public async Task OldDatabase_IsCopiedThenBroughtUpToDateWithItsRows()
    {
        await using (var old = Open(new SqliteMigrations([First])))
        {
            await old.OpenDeskAsync("main", CancellationToken.None);
        }

        var second = new SqliteMigration(2, "0002", "ALTER TABLE desk ADD COLUMN colour TEXT");
        await using (var store = Open(new SqliteMigrations([First, second])))
        {
            Assert.Equal(1, store.Writer!.Session.Scalar("SELECT count(*) FROM desk WHERE colour IS NULL"));
            Assert.Equal(1, store.Writer!.Session.Scalar("PRAGMA foreign_keys"));
        }

        Assert.Equal(["headdesk.db", "headdesk.db.before-0002"], Databases());
        File.Move(_folder.File("headdesk.db.before-0002"), _directory.DatabaseFile, overwrite: true);
        await using var copy = Open(new SqliteMigrations([First]));
        Assert.Equal(1, copy.Writer!.Session.Scalar("SELECT count(*) FROM desk"));
    }

    [Fact]
    public async Task StepThatFails_LeavesTheDatabaseAsItWas()
    {
        await using (Open(new SqliteMigrations([First])))
        {
        }

        var bad = new SqliteMigration(2, "0002", "CREATE TABLE half (desk INTEGER); SELECT nonsense FROM nowhere;");
        Assert.Throws<StoreException>(() => Open(new SqliteMigrations([First, bad])));

        await using var store = Open(new SqliteMigrations([First]));
        Assert.Equal(1, store.Writer!.Session.Scalar("PRAGMA user_version"));
        Assert.Equal(0, store.Writer!.Session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
    }

    [Fact]
    public async Task SecondStepFails_NotEvenTheFirstIsTaken()
    {
        await using (Open(new SqliteMigrations([First])))
        {
        }

        var good = new SqliteMigration(2, "0002", "ALTER TABLE desk ADD COLUMN colour TEXT");
        var bad = new SqliteMigration(3, "0003", "SELECT nonsense FROM nowhere");
        var failed = Assert.Throws<StoreException>(() => Open(new SqliteMigrations([First, good, bad])));

        Assert.Contains("was not brought up to date and is as it was", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Message);
        Assert.Equal(["headdesk.db"], Databases()); // Tried on the copy: the database itself was not touched, and the copy is gone.
        await using var store = Open(new SqliteMigrations([First]));
        Assert.Equal(0, store.Writer!.Session.Scalar("SELECT count(*) FROM pragma_table_info('desk') WHERE name = 'colour'"));
    }

    [Fact]
    public async Task EveryOlderSchema_ComesUpToDateWithItsRows()
    {
        foreach (var count in Enumerable.Range(1, SqliteMigrations.Shipped.Newest - 1))
        {
            using var folder = new TemporaryFolder();
            using var directory = DataDirectory.OpenForWriting(folder.Path);
            await using (var old = SqliteStore.Open(directory, new SqliteStoreOptions(), new SqliteMigrations([.. SqliteMigrations.Load().Take(count)])))
            {
                old.Writer!.Session.Execute(
                    """
                    INSERT INTO desk (name, last_ticket) VALUES ('main', 1);
                    INSERT INTO ticket (desk, number, subject, status, requester_address, priority, incident, created, updated, status_since, messages)
                    VALUES (1, 1, 'Printer', 'open', 'ann@customer.example', 2, 0, 0, 0, 0, 1);
                    INSERT INTO entry (desk, ticket, kind, at, "by", via, text) VALUES (1, 1, 'received', 0, 'ann', 'mail', 'it burns');
                    """);
            }

            await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
            Assert.Equal(folder.File($"headdesk.db.before-{count + 1:D4}"), store.OlderCopy);
            var desk = await store.OpenDeskAsync("main", CancellationToken.None);
            Assert.Equal("Printer", Assert.Single(await desk.ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None)).Subject);
            Assert.Equal("it burns", Assert.Single(await desk.ListEntriesAsync(1, CancellationToken.None)).Text);
        }
    }

    [TinyDiskFact]
    public async Task NoSpaceForTheCopy_LeavesTheDatabaseAsItWas()
    {
        using var disk = TinyDisk.TryMount()!;
        using var directory = DataDirectory.OpenForWriting(disk.Path);
        await using (var old = SqliteStore.Open(directory, new SqliteStoreOptions { CheckpointPages = 100 }, new SqliteMigrations([First])))
        {
            old.Writer!.Session.Execute("INSERT INTO desk (name) VALUES (hex(zeroblob(300000)))");
        }

        var second = new SqliteMigration(2, "0002", "ALTER TABLE desk ADD COLUMN colour TEXT");
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(directory, new SqliteStoreOptions(), new SqliteMigrations([First, second])));

        Assert.Equal(StoreFault.Full, refused.Fault);
        await using var store = SqliteStore.Open(directory, new SqliteStoreOptions(), new SqliteMigrations([First]));
        Assert.Equal(1, store.Writer!.Session.Scalar("SELECT count(*) FROM desk"));
    }

    [Fact]
    public void StepThatLeavesDanglingRows_IsTakenBack()
    {
        var bad = new SqliteMigration(2, "0002", "INSERT INTO outbox_content (outbox, desk, content) VALUES (99, 1, x'00')");

        var refused = Assert.Throws<StoreException>(() => Open(new SqliteMigrations([First, bad])));

        Assert.Equal(StoreFault.Damaged, refused.Fault);
    }

    [Fact]
    public async Task NewerDatabase_IsRefused()
    {
        await using (Open(new SqliteMigrations([First, new SqliteMigration(7, "0007", "SELECT 1")])))
        {
        }

        var refused = Assert.Throws<StoreException>(() => Open(new SqliteMigrations([First])));

        Assert.Equal(StoreFault.CannotOpen, refused.Fault);
        Assert.Contains("schema version 7, this program knows 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatabaseOfAnotherProgram_IsRefused()
    {
        using (var session = OpenSession())
        {
            session.Execute("CREATE TABLE theirs (x)");
        }

        var refused = Assert.Throws<StoreException>(() => Open(SqliteMigrations.Shipped));

        Assert.Contains("some other program's", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNoDatabase_IsRefusedInOneLine()
    {
        File.WriteAllText(_directory.DatabaseFile, new string('x', 5000));

        var refused = Assert.Throws<StoreException>(() => Open(SqliteMigrations.Shipped));

        Assert.Equal(StoreFault.Damaged, refused.Fault);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private SqliteStore Open(SqliteMigrations migrations) => SqliteStore.Open(_directory, new SqliteStoreOptions(), migrations);

    private SqliteSession OpenSession()
    {
        SqliteLibrary.Load(SqliteLibraryChoice.Newer);
        return SqliteSession.Open(_directory.DatabaseFile, SqliteOpenMode.ReadWriteCreate, new SqliteStoreOptions());
    }

    private IEnumerable<string> Databases() =>
        Directory.GetFiles(_folder.Path, "headdesk.db*").Select(f => Path.GetFileName(f)!)
            .Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
