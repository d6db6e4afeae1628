using System.Text;
using HeadDesk.Daemon.Care.Backups;
using HeadDesk.Store;
using HeadDesk.Store.Copying;
using HeadDesk.Store.Tests;

namespace HeadDesk.Daemon.Tests.Care;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _backups = new();
    private readonly CareDesk _desk = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _backups.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task RestoredOnAnEmptyMachine_IsTheSameDesk()
    {
        await _desk.FillAsync(5);
        var keys = await File.ReadAllTextAsync(Path.Combine(_desk.Data, "token.keys"), None);
        var shown = await _desk.ShownAsync();
        var (folder, manifest) = await BackUpAsync();

        using var machine = new CareDesk();
        var config = Path.Combine(machine.Folder, "etc", "desk.json");
        Directory.CreateDirectory(Path.GetDirectoryName(config)!);
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "config", "headdesk.json"), None);
        await File.WriteAllTextAsync(config, text.Replace(_desk.Data, machine.Data, StringComparison.Ordinal), None);
        var report = await new Restorer(config, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(false, false, null), null, None);

        Assert.Equal((5, 5, 5, null), (manifest.Tickets, manifest.Originals, report.Held, report.Replaced));
        Assert.Equal(shown, await machine.ShownAsync());
        Assert.Equal(keys, await File.ReadAllTextAsync(Path.Combine(machine.Data, "token.keys"), None));
        Assert.True(File.Exists(Path.Combine(machine.Folder, "etc", "templates", "de", "assigned.md")));
        Assert.Equal([Path.Combine(machine.Folder, "etc", "secret")], report.Missing);
        Assert.Empty(await machine.ReadAsync(d => d.DueOutboxAsync(CareDesk.Now.AddYears(100), 10, None)));
        Assert.Equal(5, (await machine.ReadAsync(d => d.DepthsAsync(None))).Outbox);
        var remembered = RestoredStore.Read(await machine.ReadAsync(d => d.FindFactAsync(RestoredStore.Fact, None)))!;
        Assert.Equal(manifest.Made.ToUnixTimeMilliseconds(), remembered.Made.ToUnixTimeMilliseconds());
        Assert.InRange(remembered.At, remembered.Made, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task SecretsThatNoBackupHolds_AreNamed()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        var text = await File.ReadAllTextAsync(_desk.ConfigFile, None);
        await File.WriteAllTextAsync(
            _desk.ConfigFile,
            text.Replace("\"user\": \"u\", \"passwordFile\": \"secret\" },\n  \"smtp\"", "\"user\": \"u\", \"passwordFile\": \"credential:imap\" },\n  \"smtp\"", StringComparison.Ordinal)
                .Replace("\"user\": \"u\", \"passwordFile\": \"secret\"", "\"user\": \"u\", \"authentication\": \"oauth2\"", StringComparison.Ordinal)
                .Replace("\"staff\"", "\"oauth2\": { \"provider\": \"google\", \"clientId\": \"c\", \"clientSecretFile\": \"registration\" }, \"staff\"", StringComparison.Ordinal),
            None);
        Directory.Delete(_desk.Data, recursive: true);

        var report = await new Restorer(_desk.ConfigFile, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(false, false, null), null, None);

        Assert.Equal(["credential:imap", Path.Combine(_desk.Folder, "registration"), Path.Combine(_desk.Data, "oauth2.token")], report.Missing);
    }

    [Fact]
    public async Task NoConfigurationYet_TheOneInTheBackupIsPutThere()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        Directory.Delete(_desk.Data, recursive: true);
        var config = Path.Combine(_desk.Folder, "new", "headdesk.json");

        var report = await new Restorer(config, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(false, true, 41), null, None);

        Assert.Contains(config, report.Installed);
        Assert.Equal((0, _desk.Data), (report.Held, report.DataDirectory));
        Assert.Single(await _desk.ReadAsync(d => d.DueOutboxAsync(CareDesk.Now, 10, None)));
        await _desk.FillAsync(1);
        Assert.Equal([1, 41], (await _desk.TicketsAsync()).Select(t => t.Number));
    }

    [Fact]
    public async Task KeysAndTheRest_AreForTheOwnerAlone()
    {
        await _desk.FillAsync(1);
        var (folder, _) = await BackUpAsync();
        if (!OperatingSystem.IsWindows())
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        Assert.DoesNotContain("s3cret", string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailThatTheJournalKnowsAsSent_IsNotHeldButSent()
    {
        await _desk.FillAsync(3);
        var due = await _desk.ReadAsync(d => d.DueOutboxAsync(CareDesk.Now, 10, None));
        await File.WriteAllTextAsync(Path.Combine(_desk.Data, "sent.journal"), $"{due[0].Id}\n{due[1].Id}\n\0\0\0\0", None);
        await BackUpAsync();

        var report = await RestoreAsync(force: true);

        Assert.Equal(1, report.Held);
        Assert.Equal(1, (await _desk.ReadAsync(d => d.DepthsAsync(None))).Outbox);
    }

    [Fact]
    public async Task StoreThatIsThere_IsOnlyReplacedByForceAndKeptAside()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        await _desk.FillAsync(2);
        Assert.Contains("--force", (await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(force: false))).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _desk.TicketsAsync()).Count);

        var report = await RestoreAsync(force: true);

        Assert.Single(await _desk.TicketsAsync());
        Assert.True(File.Exists(Path.Combine(report.Replaced!, "headdesk.db")));
        Assert.True(File.Exists(Path.Combine(report.Replaced!, "blobs", "00000001.seg")));
    }

    [Fact]
    public async Task NumbersGivenAfterTheBackup_AreNotGivenAgain()
    {
        await _desk.FillAsync(3);
        await BackUpAsync();
        await _desk.FillAsync(2);

        var report = await RestoreAsync(force: true);

        Assert.Equal((3, 5, 1004), (report.Numbers.Backup, report.Numbers.Replaced, report.Numbers.Next));
        await _desk.FillAsync(1);
        Assert.Equal([1, 2, 3, 1004], (await _desk.TicketsAsync()).Select(t => t.Number));
    }

    [Fact]
    public async Task StoreThatHadComeFurther_SaysWhereNumbersGoOn()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        RestoredStore.SetNextTicket(Path.Combine(_desk.Data, "headdesk.db"), "main", 5_000);
        await _desk.FillAsync(1);

        Assert.Equal(5_001, (await RestoreAsync(force: true)).Numbers.Next);
        Assert.Equal(5_001, (await RestoreAsync(force: true)).Numbers.Next); // Of the one that was restored.
    }

    [Fact]
    public async Task StoreThatCannotBeRead_LeavesTheGapOfAny()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        foreach (var file in Directory.EnumerateFiles(_desk.Data, "headdesk.db*"))
        {
            await File.WriteAllTextAsync(file, new string('x', 10_000), None);
        }

        var report = await RestoreAsync(force: true);

        Assert.Equal((null, 1002), (report.Numbers.Replaced, report.Numbers.Next));
        Assert.Single(await _desk.TicketsAsync());
    }

    [Theory]
    [InlineData(2, "up to 3")]
    [InlineData(3, "up to 3")]
    public async Task NextTicketThatWasGiven_IsRefusedAndNothingIsTouched(int next, string given)
    {
        await _desk.FillAsync(2);
        await BackUpAsync();
        await _desk.FillAsync(1);

        var refused = await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(force: true, next));

        Assert.Contains(given, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--next-ticket", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _desk.TicketsAsync()).Count);
        Assert.Equal(4, (await RestoreAsync(force: true, next: 4)).Numbers.Next);
    }

    [Theory]
    [InlineData(0, 1, 1, 1_000)]
    [InlineData(140, 28, 1, 1_000)] // five a day
    [InlineData(28_000, 28, 1, 2_000)] // a thousand a day, since yesterday
    [InlineData(28_000, 28, 0.1, 1_000)]
    [InlineData(28_000, 28, 30, 60_000)]
    [InlineData(15_000, 3, 1, 10_000)] // a desk of three days
    [InlineData(5_000, 0.01, 1, 10_000)] // a first hour
    [InlineData(28_000, 28, -5, 1_000)] // a clock that went back
    [InlineData(28_000, 28, 3_650_000, 10_000_000)] // a clock that is far ahead
    public void Gap_IsTwiceWhatThePaceOfTheBackupMakesOfItsAge(int opened, double overDays, double ageDays, int gap) =>
        Assert.Equal(gap, NumberGap.Of(opened, TimeSpan.FromDays(overDays), TimeSpan.FromDays(ageDays)));

    [Fact]
    public async Task DaemonThatRuns_IsNotRestoredOver()
    {
        await _desk.FillAsync(1);
        await BackUpAsync();
        using (DataDirectory.OpenForWriting(_desk.Data))
        {
            Assert.Contains("in use by process", (await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(force: true))).Message, StringComparison.Ordinal);
            await BackUpAsync(); // But a backup can be made.
        }
    }

    [Theory]
    [InlineData("headdesk.db", "is not what was written")]
    [InlineData("token.keys", "is not what was written")]
    [InlineData("blobs/00000001.seg", "is not what was written")]
    [InlineData("manifest.json", "is not the manifest of a backup")]
    public async Task DamagedBackup_IsRefusedAndNothingIsTouched(string file, string why)
    {
        await _desk.FillAsync(1);
        var (folder, _) = await BackUpAsync();
        var path = Path.Combine(folder, file);
        await using (var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = stream.Length / 2;
            var octet = (byte)(stream.ReadByte() ^ 0x80);
            stream.Position--;
            stream.WriteByte(octet);
        }

        await _desk.FillAsync(1);
        var refused = await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(force: true));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _desk.TicketsAsync()).Count);
    }

    [Fact]
    public async Task BackupThatIsCutShort_LeavesNoneAndTheNextClearsUp()
    {
        await _desk.FillAsync(3);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Writer().RunAsync(_backups.Path, (_, _) => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_backups.Path));

        // Killed: the folder is left as it was. Nobody takes it for a backup.
        var killed = Directory.CreateDirectory(_backups.File("headdesk-20260301T000000Z.partial")).FullName;
        await File.WriteAllTextAsync(Path.Combine(killed, "writing.lock"), "", None);
        await File.WriteAllTextAsync(Path.Combine(killed, "manifest.json"), "{}", None);
        Assert.Contains("no whole backup", (await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(force: true))).Message, StringComparison.Ordinal);
        await BackUpAsync();
        Assert.False(Directory.Exists(killed));
        Assert.Single(Directory.EnumerateFileSystemEntries(_backups.Path));
    }

    [Fact]
    public async Task RestoreThatIsCutShort_IsDoneByTheSecondCall()
    {
        await _desk.FillAsync(2);
        await BackUpAsync();
        Directory.Delete(_desk.Data, recursive: true);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new Restorer(_desk.ConfigFile, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(false, false, null), (_, _) => stop.Cancel(), stop.Token));
        Directory.CreateDirectory(Path.Combine(_desk.Data, "incoming-20260301T000000Z", "blobs")); // Killed while it copied.

        await RestoreAsync(force: false);

        Assert.Equal(2, (await _desk.TicketsAsync()).Count);
        Assert.Empty(Directory.EnumerateDirectories(_desk.Data, "incoming-*"));
    }

    [TinyDiskFact]
    public async Task FullDisk_IsSaidBeforeAndInTheMiddleAndLeavesNothing()
    {
        using var disk = TinyDisk.TryMount()!;
        await _desk.FillAsync(4, octets: 200_000);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1_500_000], None);
        var refused = await Assert.ThrowsAsync<StoreException>(() => Writer().RunAsync(disk.Path, null, None));
        Assert.Equal(StoreFault.Full, refused.Fault);
        Assert.Contains("MB are needed", refused.Message, StringComparison.Ordinal);

        File.Delete(ballast);
        var filled = false;
        refused = await Assert.ThrowsAsync<StoreException>(() => Writer().RunAsync(
            disk.Path,
            (_, _) =>
            {
                if (!filled)
                {
                    filled = true;
                    Fill(ballast);
                }
            },
            None));
        Assert.Equal(StoreFault.Full, refused.Fault);
        Assert.Equal([ballast], Directory.EnumerateFileSystemEntries(disk.Path));

        File.Delete(ballast);
        await Writer().RunAsync(disk.Path, null, None);
    }

    [TinyDiskFact]
    public async Task FullDiskDuringRestore_LeavesWhatWasThere()
    {
        using var disk = TinyDisk.TryMount()!;
        await _desk.FillAsync(4, octets: 400_000);
        await BackUpAsync();
        using var tiny = new CareDesk(Path.Combine(disk.Path, "data"));
        await tiny.FillAsync(1, octets: 200_000);
        var shown = await tiny.ShownAsync();

        var refused = await Assert.ThrowsAsync<StoreException>(() => new Restorer(tiny.ConfigFile, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(true, false, null), null, None));

        Assert.Equal(StoreFault.Full, refused.Fault);
        Assert.Equal(shown, await tiny.ShownAsync());
        Assert.Empty(Directory.EnumerateDirectories(tiny.Data, "*-*"));
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // As meant.
        }
    }

    private BackupWriter Writer() => new(_desk.Configuration, _desk.ConfigFile, TimeProvider.System);

    private Task<(string Folder, BackupManifest Manifest)> BackUpAsync() => Writer().RunAsync(_backups.Path, null, None);

    private Task<RestoreReport> RestoreAsync(bool force, int? next = null) => new Restorer(_desk.ConfigFile, TimeProvider.System).RunAsync(_backups.Path, new RestoreOrder(force, false, next), null, None);
}
