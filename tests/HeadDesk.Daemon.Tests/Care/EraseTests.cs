using System.Text;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Care.Erasing;
using HeadDesk.Daemon.Care.Importing;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Checking;
using HeadDesk.Store.Sqlite;
using HeadDesk.Store.Tests;

namespace HeadDesk.Daemon.Tests.Care;

/// <summary>A person is erased from a desk where others wrote on the same tickets. What is left is looked for in the octets on the disk.</summary>
public sealed class EraseTests : IDisposable
{
    private const string Ann = "ann@customer.example";
    private const string Joann = "joann@customer.example";

    private readonly TemporaryFolder _files = new();
    private readonly CareDesk _desk = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _files.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task ErasedPerson_IsNowhereOnTheDiskAndTheOthersAreWhole()
    {
        await FillAsync();
        Assert.All([Ann, "Annabel", "hunter2", "ann-id-1"], word => Assert.True(IsOnDisk(word), word));

        var report = await EraseAsync();

        Assert.All([$"<{Ann}", $"\"{Ann}", $" {Ann}", $":{Ann}", "Annabel", "hunter2", "ann-id-1", "Ann is content", "Dear Annabel"], word => Assert.False(IsOnDisk(word), word));
        Assert.All([Joann, "joann-id", "Joann burns too", "Alice can help."], word => Assert.True(IsOnDisk(word), word));
        Assert.Equal([1, 2], report.Rows.Tickets);
        Assert.Equal((2, 1), (report.Rows.Mails, report.Rows.Dropped));
        Assert.True(report.Freed > 0);
        await AssertSoundAsync();
        var tickets = await _desk.TicketsAsync();
        Assert.Equal(("erased", "erased", null), (tickets[0].Subject, tickets[0].Requester.Address, tickets[0].Times.SatisfactionComment));
        Assert.Equal((Joann, "Joann's printer"), (tickets[1].Requester.Address, tickets[1].Subject));
        Assert.DoesNotContain(tickets[1].Participants, p => p.Is(Ann));
        var entries = await _desk.ReadAsync(d => d.ListEntriesAsync(2, None));
        Assert.Contains(entries, e => e.Text.Contains("Joann burns too, says erased.", StringComparison.Ordinal));
        Assert.Equal(Joann, await _desk.ReadAsync(d => d.FindFactAsync("joann", None)));
        Assert.Contains(entries, e => e.Text == "(erased)" && e.From!.Address == "erased");
        Assert.Equal(["carol@customer.example"], (await _desk.ReadAsync(d => d.DueOutboxAsync(CareDesk.Now.AddYears(20), 10, None))).SelectMany(o => o.Recipients));
        var (audit, _) = await _desk.ReadAsync(d => d.ReadAuditAsync(null, AuditCursor.From(null), 100, None));
        var said = Assert.Single(audit, a => a.What.Contains("erased a person", StringComparison.Ordinal));
        Assert.Contains(report.Digest, said.What, StringComparison.Ordinal);
        Assert.Equal(("root", AuditRecord.Command), (said.By, said.Via));
    }

    [Fact]
    public async Task ErasedMail_IsStillRecognised()
    {
        await FillAsync();
        await EraseAsync();
        Assert.Equal(0, (await ImportAsync()).Counts.Taken);
        Assert.False(IsOnDisk("hunter2"));
    }

    [Fact]
    public async Task Search_FindsTheOthersStillAndThePersonNoMore()
    {
        await FillAsync();
        await EraseAsync();
        await using var desk = await OfflineDesk.OpenBesideAsync(_desk.Configuration, TimeProvider.System, None);
        await using var t = await desk.Store.BeginAsync(None);
        Assert.Empty((await t.SearchAsync("hunter2", 10, None)).Tickets);
        Assert.Equal([2], (await t.SearchAsync("burns", 10, None)).Tickets.Select(x => x.Number));
    }

    [Fact]
    public async Task DryRun_FindsTheSameAndChangesNothing()
    {
        await FillAsync();
        var shown = await _desk.ShownAsync();
        var foreseen = await new PersonEraser(_desk.Configuration, TimeProvider.System).RunAsync(Ann, dryRun: true, By, None);
        Assert.Equal(shown, await _desk.ShownAsync());
        Assert.True(IsOnDisk("hunter2"));
        Assert.Equivalent(foreseen.Rows, (await EraseAsync()).Rows);
        Assert.Equivalent(new ErasureReport([], 0, 0, 0, 0, []), (await EraseAsync()).Rows);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("written")]
    [InlineData("named")]
    [InlineData("deleted")]
    [InlineData("vacuumed")]
    public async Task ErasureKilledAtAStep_LosesNothingAndIsFinishedByTheSecond(string step)
    {
        await FillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => new PersonEraser(_desk.Configuration, TimeProvider.System, reached =>
        {
            if (reached == step)
            {
                throw new IOException("killed");
            }
        }).RunAsync(Ann, dryRun: false, By, None));
        await AssertSoundAsync();

        await EraseAsync();

        await AssertSoundAsync();
        Assert.False(IsOnDisk("hunter2"));
        Assert.True(IsOnDisk("Joann burns too"));
    }

    [Theory, InlineData("alice@example.com"), InlineData("Support@example.com")]
    public async Task StaffAndTheDeskItself_AreNotErased(string address)
    {
        await FillAsync();
        await Assert.ThrowsAsync<StoreException>(() => new PersonEraser(_desk.Configuration, TimeProvider.System).RunAsync(address, dryRun: false, By, None));
    }

    [Fact]
    public async Task RunningDaemon_IsNamed()
    {
        await FillAsync();
        using var held = DataDirectory.OpenForWriting(_desk.Data);
        Assert.Contains("in use by process", (await Assert.ThrowsAsync<StoreException>(EraseAsync)).Message, StringComparison.Ordinal);
    }

    private static AuditRecord By { get; } = new(default, "root", AuditRecord.Command, null, "");

    private Task<PersonErasureReport> EraseAsync() => new PersonEraser(_desk.Configuration, TimeProvider.System).RunAsync(Ann.ToUpperInvariant(), dryRun: false, By, None);

    private async Task FillAsync()
    {
        await ImportAsync();
        await using var desk = await OfflineDesk.OpenAloneAsync(_desk.Configuration, TimeProvider.System, None);
        await using var t = await desk.Store.BeginAsync(None);
        var ticket = (await t.FindTicketAsync(1, None))!;
        await t.SaveTicketAsync(ticket with { Times = ticket.Times with { SatisfactionComment = "Ann is content" } }, None);
        await t.SaveTicketAsync((await t.FindTicketAsync(2, None))! with { TakenOut = [Ann.ToUpperInvariant(), Joann] }, None);
        await t.AddEntryAsync(1, new Entry { Kind = EntryKind.Notice, At = CareDesk.Now, By = Entry.Desk, Via = Via.Mail, To = [new Party("Annabel A.", Ann)], Subject = "Re: hunter2", Text = "Dear Annabel A., it arrived." }, None);
        await t.AddEntryAsync(1, new Entry { Kind = EntryKind.Notice, At = CareDesk.Now, By = Entry.Desk, Via = Via.Mail, To = [new Party("Alice", "alice@example.com")], Subject = "[HD-1] hunter2 again", Text = "Annabel A. wrote: my password is hunter2" }, None);
        await t.AddEntryAsync(1, new Entry { Kind = EntryKind.Relay, At = CareDesk.Now, By = "alice", Via = Via.Mail, To = [new Party("Annabel A.", Ann)], Subject = "Re: [HD-1] hunter2 again", Text = "Alice can help." }, None);
        await t.AddEntryAsync(1, new Entry { Kind = EntryKind.Event, At = CareDesk.Now, By = Ann, Via = Via.Mail, Text = $"requester changed from {Ann}", Change = new Change("requester", Ann, Joann) }, None);
        await t.EnqueueAsync(CareDesk.Mail(1) with { Recipients = [Ann] }, None);
        await t.EnqueueAsync(CareDesk.Mail(2) with { Recipients = ["carol@customer.example", Ann] }, None);
        await t.HoldReplyAsync(new HeldReply(1, "alice", new string('0', 64), "Dear Annabel, wait.", CareDesk.Now), None);
        await t.HoldReplyAsync(new HeldReply(2, "alice", new string('1', 64), $"Joann burns too; copy to {Ann} please", CareDesk.Now) { Direct = [new Party(null, Ann)] }, None);
        await t.AddNoticeCountAsync(Ann, 1, CareDesk.Now, None);
        await t.MarkAddressBouncedAsync(Ann, CareDesk.Now, None);
        await t.AddJunkSenderAsync(Ann, 1, CareDesk.Now, None);
        await t.OnceAsync($"limit:x:{Ann}:2026-03-02", CareDesk.Now, None);
        await t.OnceAsync($"limit:x:{Joann}:2026-03-02", CareDesk.Now, None);
        await t.SetFactAsync("joann", Joann, None);
        await t.IndexMessageIdsAsync(2, [Joann], None);
        await t.AddAuditAsync(new AuditRecord(CareDesk.Now, "root", AuditRecord.Command, 1, $"outbox: dropped mail to {Ann}"), None);
        await t.CommitAsync(None);
    }

    private async Task<ImportReport> ImportAsync()
    {
        var maildir = Directory.CreateDirectory(_files.File("mail/cur")).FullName;
        Write("1", $"From: Annabel A. <{Ann}>\nSubject: hunter2 again\nDate: Mon, 02 Mar 2020 09:00:00 +0000\nMessage-ID: <ann-id-1@customer.example>\n\nmy password is hunter2\n");
        // Another's original stays as it is: it names her in a way that only its text shows.
        Write("2", $"From: Joann <{Joann}>\nSubject: Joann's printer\nDate: Tue, 03 Mar 2020 09:00:00 +0000\nMessage-ID: <joann-id@customer.example>\nContent-Transfer-Encoding: quoted-printable\n\nJoann burns too, says =61nn@customer.example.\n");
        Write("3", $"From: Annabel A. <{Ann}>\nSubject: Re: Joann's printer\nDate: Wed, 04 Mar 2020 09:00:00 +0000\nMessage-ID: <ann-id-2@customer.example>\nIn-Reply-To: <joann-id@customer.example>\n\nmine too, hunter2\n");
        await using var desk = await OfflineDesk.OpenAloneAsync(_desk.Configuration, TimeProvider.System, None);
        return await new Importer(desk).RunAsync(await ImportPlanner.PlanAsync(_files.File("mail"), DateTimeOffset.UtcNow, None), null, None);

        void Write(string name, string mail) => File.WriteAllText(Path.Combine(maildir, name), "To: support@example.com\n" + mail);
    }

    private async Task AssertSoundAsync()
    {
        using var directory = DataDirectory.OpenForReading(_desk.Data);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), None);
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
        Assert.Empty(await StoreCheck.RunAsync(store, blobs, directory, CheckDepth.Contents, None));
    }

    private bool IsOnDisk(string word) => Directory.EnumerateFiles(_desk.Data, "*", SearchOption.AllDirectories).Any(f =>
        Encoding.Latin1.GetString(File.ReadAllBytes(f)).Contains(word, StringComparison.OrdinalIgnoreCase));
}
