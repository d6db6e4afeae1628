using System.Text;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Care.Exporting;
using HeadDesk.Daemon.Care.Importing;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Tests;

namespace HeadDesk.Daemon.Tests.Care;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly CareDesk _desk = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _files.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task Mbox_IsTakenInOldestFirstThreadedAndQuiet()
    {
        var mbox = Mbox(
            Mail("answer", "carol", "2020-03-04", "Re: Printer", "In-Reply-To: <question@customer.example>\r\n"),
            Mail("other", "dave", "2020-03-03", "Something else"),
            Mail("question", "carol", "2020-03-02", "Printer"),
            Mail("ours", "support", "2020-03-05", "Re: Printer", "In-Reply-To: <answer@customer.example>\r\n"),
            Mail("newsletter", "support", "2020-03-05", "Our news"));

        var report = await ImportAsync(mbox);

        Assert.Equal(new ImportCounts(4, 0, 1), report.Counts);
        var tickets = await _desk.TicketsAsync();
        Assert.Equal(["Printer", "Something else"], tickets.Select(t => t.Subject));
        Assert.Equal(new DateTimeOffset(2020, 3, 2, 9, 0, 0, TimeSpan.Zero), tickets[0].Created);
        Assert.Equal(["received", "received", "sent"], (await _desk.ReadAsync(d => d.ListEntriesAsync(1, None))).Where(e => e.Kind != EntryKind.Event).Select(e => e.Kind.ToString().ToLowerInvariant()));
        Assert.Equal(0, (await _desk.ReadAsync(d => d.DepthsAsync(None))).Outbox);
        Assert.Equal(0, (await _desk.ReadAsync(d => d.DepthsAsync(None))).Filings);
        Assert.Null(await _desk.ReadAsync(d => d.NextWakeAsync(None)));
    }

    [Fact]
    public async Task RepeatedImport_RecognisesWhatItHas()
    {
        var mbox = Mbox(Mail("a", "carol", "2020-03-02", "A"), Mail("b", "carol", "2020-03-03", "B"));
        await ImportAsync(mbox);
        var shown = await _desk.ShownAsync();
        Assert.Equal(new ImportCounts(0, 2, 0), (await ImportAsync(mbox)).Counts);
        Assert.Equal(shown, await _desk.ShownAsync());

        // The same mail out of a Maildir, with the line ends of a server.
        var maildir = Directory.CreateDirectory(_files.File("Maildir/cur")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(maildir, "cur", "1583139600.M1.host:2,S"), Mail("a", "carol", "2020-03-02", "A"), None);
        await File.WriteAllTextAsync(Path.Combine(maildir, "cur", "1583139700.M2.host:2,S"), Mail("c", "carol", "2020-03-01", "C"), None);
        Assert.Equal(new ImportCounts(1, 1, 0), (await ImportAsync(maildir)).Counts);
    }

    [Fact]
    public async Task ImportKilledBetweenBatches_IsFinishedByTheSecond()
    {
        var mbox = Mbox([.. Enumerable.Range(0, 120).Select(i => Mail($"m{i}", "carol", $"20{i / 12 + 10}-{(i % 12) + 1:00}-02", $"Subject {i}"))]);
        var batches = 0;
        await Assert.ThrowsAsync<IOException>(() => ImportAsync(mbox, () =>
        {
            if (++batches == 3)
            {
                throw new IOException("killed");
            }
        }));
        Assert.Equal(100, (await _desk.TicketsAsync()).Count);

        Assert.Equal(new ImportCounts(20, 100, 0), (await ImportAsync(mbox)).Counts);

        var tickets = await _desk.TicketsAsync();
        Assert.Equal(120, tickets.Count);
        Assert.Equal(tickets.Select(t => t.Created).Order(), tickets.Select(t => t.Created));
    }

    [Fact]
    public async Task BrokenMail_IsNamedAndTheRestGoesOn()
    {
        var mails = Directory.CreateDirectory(_files.File("mails")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mails, "a.eml"), Mail("a", "carol", "2020-03-02", "A"), None);
        await File.WriteAllTextAsync(Path.Combine(mails, "empty.eml"), "", None);
        await File.WriteAllBytesAsync(Path.Combine(mails, "noise.eml"), [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7))], None);

        var report = await ImportAsync(mails);

        Assert.Equal((2, 1), (report.Counts.Taken, report.BrokenCount));
        Assert.EndsWith("empty.eml: it is empty", Assert.Single(report.Broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportedAndImportedElsewhere_TheOriginalsAreTheSame()
    {
        await ImportAsync(Mbox(Mail("a", "carol", "2020-03-02", "A", text: "one\r\n\r\nFrom here on it burns at 12:00\r\n>From there too\r\n"), Mail("b", "dave", "2020-03-03", "B")));
        var folder = _files.File("export");
        await using (var reader = await StoreReader.OpenAsync(_desk.Configuration, None))
        {
            var report = await new TicketExport(reader, "HD").RunAsync(folder, null, null, None);
            Assert.Equal((2, 2, 0), (report.Tickets, report.Originals, report.Missing.Count));
            await Assert.ThrowsAsync<StoreException>(() => new TicketExport(reader, "HD").RunAsync(folder, null, null, None));
            Assert.Equal(1, (await new TicketExport(reader, "HD").RunAsync(_files.File("one"), 2, null, None)).Tickets);
            Assert.Contains("no ticket 9", (await Assert.ThrowsAsync<StoreException>(() => new TicketExport(reader, "HD").RunAsync(_files.File("none"), 9, null, None))).Message, StringComparison.Ordinal);
        }

        Assert.Equal(["HD-1.mbox", "HD-2.mbox", "tickets.jsonl"], Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(folder, "tickets.jsonl"), None)).Length);
        Assert.False(Directory.Exists(_files.File("none")));
        Assert.False(Directory.Exists(_files.File("none.partial")));
        File.Delete(Path.Combine(folder, "tickets.jsonl"));
        Assert.Equal(new ImportCounts(0, 2, 0), (await ImportAsync(folder)).Counts); // Quoted and unquoted they have the same digests.
    }

    [Theory]
    [InlineData("From a@b Mon Mar  2 09:00:00 2020\nSubject: x\n\nhello\n\nFrom now on\n\nFrom a@b Tue Mar  3 09:00:00 2020\n\ny\n", 2, "2020-03-02T09:00:00Z")]
    [InlineData("From - Mon Mar 02 09:00:00 2020\r\nSubject: x\r\n\r\nhello\r\n\r\nFrom - Mon Mar 02 09:00:00 2020\r\n\r\ny", 2, "2020-03-02T09:00:00Z")]
    [InlineData("From a@b Mon Mar  2 09:00:00 2020\nDate: Sun, 1 Mar 2020 08:00:00 +0100\n\nhello\nFrom a@b Mon Mar  2 09:00:00 2020\n", 1, "2020-03-01T07:00:00Z")]
    [InlineData("no mbox at all\n\n", 0, null)]
    [InlineData("", 0, null)]
    public void Scan_FindsBeginnings(string mbox, int count, string? first)
    {
        var found = new MboxScan(new MemoryStream(Encoding.ASCII.GetBytes(mbox))).Run(None).ToList();
        Assert.Equal(count, found.Count);
        if (first is not null)
        {
            Assert.Equal(DateTimeOffset.Parse(first, System.Globalization.CultureInfo.InvariantCulture), found[0].At);
            var text = mbox.Substring((int)found[0].Offset, (int)found[0].Length);
            Assert.DoesNotContain("2020\r\nSubject", text, StringComparison.Ordinal);
            Assert.Contains("hello", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Scan_OfAMailLongerThanItsBuffer_KeepsItWhole()
    {
        var line = new string('x', 400_000);
        var mbox = Encoding.ASCII.GetBytes($"From a@b Mon Mar  2 09:00:00 2020\n\n{line}\n\nFrom a@b Mon Mar  2 09:00:00 2020\n\n{line}");
        var found = new MboxScan(new MemoryStream(mbox)).Run(None).ToList();
        Assert.Equal([400_002, 400_001], found.Select(f => f.Length));
    }

    [Fact]
    public async Task Rehearsal_SaysWhatWouldHappenAndStoresNothing()
    {
        await ImportAsync(Mbox(Mail("question", "carol", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "Printer")));
        var shown = await _desk.ShownAsync();
        await using (var desk = await OfflineDesk.OpenBesideAsync(_desk.Configuration, TimeProvider.System, None))
        {
            var known = await RehearseAsync(desk, File.ReadAllText(_files.File("in.mbox")).Split('\n', 2)[1].TrimEnd('\n') + "\n");
            Assert.Equal((true, 1, 0), (known.IsKnown, known.Ticket!.Value, known.Outbox.Count));
            var opens = await RehearseAsync(desk, Mail("new", "dave", "2026-03-02", "Other"));
            Assert.Equal((false, 2), (opens.IsKnown, opens.Ticket!.Value));
            Assert.Equal(["dave@customer.example"], opens.Outbox.Where(o => o.Kind == "Acknowledgement").SelectMany(o => o.Recipients));
            var joins = await RehearseAsync(desk, Mail("more", "carol", "2026-03-02", "Re: Printer", "In-Reply-To: <question@customer.example>\r\n"));
            Assert.Equal((1, Rules.Threading.ThreadRule.Reference), (joins.Ticket!.Value, joins.Arrival!.Verdict.Rule));
            var order = await RehearseAsync(desk, Mail("order", "alice", "2026-03-02", "Re: [HD-1] Printer", text: "#assign alice\r\n").Replace("customer.example", "example.com", StringComparison.Ordinal));
            Assert.Equal(["#assign alice"], order.Commands);
            Assert.Contains("alice", order.Folders);
            Assert.Contains(order.Events, e => e.Contains("alice", StringComparison.Ordinal));
        }

        Assert.Equal(shown, await _desk.ShownAsync());
        Assert.Equal(0, (await _desk.ReadAsync(d => d.DepthsAsync(None))).Outbox);
    }

    private static Task<Rehearsal> RehearseAsync(OfflineDesk desk, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return desk.Intake.RehearseAsync(ReadMail.Of(new RawMail(new MailboxLocation("INBOX", 1, 1), DateTimeOffset.UtcNow, content.Length, content), desk.Context.Classifier), None);
    }

    private async Task<ImportReport> ImportAsync(string path, Action? reached = null)
    {
        await using var desk = await OfflineDesk.OpenAloneAsync(_desk.Configuration, TimeProvider.System, None);
        return await new Importer(desk, reached).RunAsync(await ImportPlanner.PlanAsync(path, DateTimeOffset.UtcNow, None), null, None);
    }

    private string Mbox(params string[] mails)
    {
        var path = _files.File("in.mbox");
        using var file = File.Create(path);
        foreach (var mail in mails)
        {
            file.Write("From somebody@customer.example Wed Nov 11 11:11:11 2020\n"u8);
            MboxText.WriteQuoted(file, Encoding.UTF8.GetBytes(mail));
        }

        return path;
    }

    private static string Mail(string id, string from, string day, string subject, string headers = "", string text = "It burns.\r\n")
    {
        var address = from == "support" ? "support@example.com" : $"{from}@customer.example";
        return $"From: {from} <{address}>\r\nTo: support@example.com\r\nSubject: {subject}\r\nDate: {day}T09:00:00Z\r\nMessage-ID: <{id}@customer.example>\r\n{headers}\r\n{text}";
    }
}
