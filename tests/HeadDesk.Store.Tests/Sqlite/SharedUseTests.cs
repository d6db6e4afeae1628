using System.Globalization;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Sqlite;

/// <summary>Several processes and one data directory: one writes, any may read, and any may die.</summary>
public sealed class SharedUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SecondWriter_IsToldWhoHoldsTheDirectory()
    {
        using var first = DataDirectory.OpenForWriting(_folder.Path);

        var refused = Assert.Throws<StoreException>(() => DataDirectory.OpenForWriting(_folder.Path));

        Assert.Equal(StoreFault.CannotOpen, refused.Fault);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"the data directory {_folder.Path} is in use by process {Environment.ProcessId}"),
            refused.Message);
    }

    [Fact]
    public void DirectoryGivenBack_IsFreeForTheNext()
    {
        DataDirectory.OpenForWriting(_folder.Path).Dispose();
        DataDirectory.OpenForWriting(_folder.Path).Dispose();
    }

    [Fact]
    public void NewDirectory_IsForItsOwnerAlone()
    {
        using var directory = DataDirectory.OpenForWriting(_folder.File("new/data"));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
        }
    }

    [Fact]
    public void MissingDirectory_CannotBeOpenedForReading()
    {
        var refused = Assert.Throws<StoreException>(() => DataDirectory.OpenForReading(_folder.File("nowhere")));

        Assert.Contains("no such directory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReaderBesideTheDaemon_SeesItsCommitsAndCannotWrite()
    {
        using var writing = DataDirectory.OpenForWriting(_folder.Path);
        await using var daemon = await OpenAsync(writing);
        var desk = await daemon.OpenDeskAsync("main", CancellationToken.None);
        using var reading = DataDirectory.OpenForReading(_folder.Path);
        await using var tool = await OpenAsync(reading);
        var seen = await tool.OpenDeskAsync("main", CancellationToken.None);

        await using var t = await desk.BeginAsync(CancellationToken.None);
        await t.SaveTicketAsync(Sample.Ticket(1), CancellationToken.None);
        Assert.Empty(await seen.ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None));
        await t.CommitAsync(CancellationToken.None);

        Assert.Single(await seen.ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None));
        Assert.Equal(StoreFault.CannotOpen, (await Assert.ThrowsAsync<StoreException>(() => seen.BeginAsync(CancellationToken.None))).Fault);
    }

    [Fact]
    public async Task ReaderWithoutTheDaemon_SeesWhatItLeft()
    {
        using (var writing = DataDirectory.OpenForWriting(_folder.Path))
        {
            await using var daemon = await OpenAsync(writing);
            await daemon.OpenDeskAsync("main", CancellationToken.None);
        }

        using var reading = DataDirectory.OpenForReading(_folder.Path);
        await using var tool = await OpenAsync(reading);

        Assert.Empty(await (await tool.OpenDeskAsync("main", CancellationToken.None)).ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<StoreException>(() => tool.OpenDeskAsync("other", CancellationToken.None));
        Assert.Contains("no desk 'other'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReaderOfAnEmptyDirectory_IsToldInOneLine()
    {
        using var reading = DataDirectory.OpenForReading(_folder.Path);

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(reading));

        Assert.Equal(StoreFault.CannotOpen, refused.Fault);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task WriterKilledAtAnyMoment_HasKeptEverythingItSaidWasKept()
    {
        var last = 0;
        for (var kill = 0; kill < 3; kill++)
        {
            last = await KillAfterAsync(20, last);
            using var directory = DataDirectory.OpenForWriting(_folder.Path);
            await using var store = await OpenAsync(directory);
            await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
            var desk = await store.OpenDeskAsync("main", CancellationToken.None);
            var tickets = await desk.ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None);

            // One more may have been committed than there was time to say.
            Assert.InRange(tickets.Count, last, last + 1);
            Assert.Equal(Enumerable.Range(1, tickets.Count), tickets.Select(t => t.Number));
            Assert.Empty(await Store.Checking.StoreCheck.RunAsync(store, blobs, directory, Store.Checking.CheckDepth.Contents, CancellationToken.None));
            last = tickets.Count;
        }
    }

    private async Task<int> KillAfterAsync(int commits, int last)
    {
        using var writer = CrashingWriter.Start(_folder.Path);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var i = 0; i < commits; i++)
        {
            last = int.Parse((await writer.StandardOutput.ReadLineAsync(deadline.Token))!, CultureInfo.InvariantCulture);
        }

        writer.Kill();
        // What it had said before it died counts too.
        while (await writer.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            last = int.TryParse(line, CultureInfo.InvariantCulture, out var number) && number == last + 1 ? number : last;
        }

        await writer.WaitForExitAsync(deadline.Token);
        return last;
    }

    private static Task<SqliteStore> OpenAsync(DataDirectory directory) =>
        SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
}
