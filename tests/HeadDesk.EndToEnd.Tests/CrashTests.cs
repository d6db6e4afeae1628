using System.Text.Json.Nodes;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Generating;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.Sinks;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Many mails at once, whole and with the process killed in the middle of it.</summary>
public sealed partial class CrashTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private const int Mails = 500;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(8));

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task FiveHundredMails_EachBecomesOneEntryAndEachRequestOneNotice()
    {
        await using var sink = SmtpSink.Start();
        using var desk = DeskSendingTo(sink);
        await desk.RunOnceAsync(Token);
        var mails = Generate(desk, Mails);
        await Servers.DeliverAsync(mails.Select(m => (new Envelope("sender@client.example", desk.Address), (ReadOnlyMemory<byte>)m.Raw)), Token);
        await desk.RunOnceAsync(Token);
        await AssertWholeAsync(desk, sink, mails, kills: 0);

        var before = (await desk.TicketsAsync(Token)).ToJsonString();
        var sent = sink.Count;
        await desk.RunOnceAsync(Token);
        Assert.Equal(before, (await desk.TicketsAsync(Token)).ToJsonString());
        Assert.Equal(sent, sink.Count);
    }

    /// <summary>HEADDESK_KILLS=50 kills fifty times; a few are enough for every day.</summary>
    [Fact]
    public async Task KilledAtSeededMoments_LosesNothingAndDoublesNothing()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("HEADDESK_KILLS") ?? "6", CultureInfo.InvariantCulture);
        await using var sink = SmtpSink.Start();
        using var desk = DeskSendingTo(sink);
        await desk.RunOnceAsync(Token);
        var mails = Generate(desk, Mails);
        var random = new Random(20261121);
        var done = 0;
        var killed = 0;
        var rest = new Queue<SupportMail>(mails);
        while (killed < kills)
        {
            // Mail keeps coming while the desk is being killed, so that every kill finds work under way.
            var portion = Math.Min(rest.Count, (Mails / kills) + 1);
            await desk.Mailbox.FillAsync(Enumerable.Range(0, portion).Select(_ => (ReadOnlyMemory<byte>)rest.Dequeue().Raw), Token);
            using var process = Headdesk.Start(["run", "--config", desk.ConfigFile, "--once"]);
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            var moment = Task.Run(() => WaitForMomentAsync(desk, sink, random.Next(), process), Token);
            await moment;
            if (!process.HasExited)
            {
                process.Kill();
                killed++;
            }
            else
            {
                done++;
                Assert.True(done < 3 * kills, "the process ends before it can be killed");
                if (rest.Count == 0)
                {
                    break;
                }
            }

            await process.WaitForExitAsync(Token);
            await drained;
        }

        await desk.Mailbox.FillAsync(rest.Select(m => (ReadOnlyMemory<byte>)m.Raw), Token);
        await desk.RunOnceAsync(Token);
        await AssertWholeAsync(desk, sink, mails, killed);
    }

    private async Task AssertWholeAsync(TestDesk desk, SmtpSink sink, List<SupportMail> mails, int kills)
    {
        await using var store = await StoreReader.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), Token);
        var tickets = await store.Desk.ListTicketsAsync(Token).ToListAsync(Token);
        var entries = new List<string>();
        foreach (var ticket in tickets)
        {
            entries.AddRange((await store.Desk.ListEntriesAsync(ticket.Number, Token)).Where(e => e.Kind == EntryKind.Received).Select(e => e.MessageId!));
        }

        Assert.Equal(mails.Select(m => m.MessageId.Trim('<', '>')).Order(), entries.Order());
        Assert.Equal(mails.Count(m => m.IsNewRequest), tickets.Count);

        // One for each ticket; where an answer was delivered before its question, the answer is what is acknowledged.
        var notices = sink.Mails.Select(m => (Id: Header(m, "Message-ID"), Tag: Tag().Match(Header(m, "Subject")).Value)).ToList();
        var once = notices.Distinct().ToList();
        Assert.Equal(tickets.Select(t => $"[HD-{t.Number}]").Order(), once.Select(n => n.Tag).Order());
        Assert.Equal(once.Count, once.Select(n => n.Id).Distinct().Count());
        Assert.InRange(notices.Count - once.Count, 0, kills);

        var lying = desk.Mailbox.AllMessages().Select(m => m.MessageId).ToList();
        Assert.Equal(mails.Select(m => m.MessageId).Order(), lying.Order());
        Assert.All(tickets, t => Assert.Equal("alice", t.Assignee));
        Assert.Equal(mails.Count, desk.Mailbox.Messages("alice").Count);
    }

    // Somewhere between the first look at the mailbox and the last move, in steps of the work itself and not of the clock.
    private async Task WaitForMomentAsync(TestDesk desk, SmtpSink sink, int seed, Process process)
    {
        var random = new Random(seed);
        var limit = Stopwatch.StartNew();
        var sentBefore = sink.Count;
        var filedBefore = desk.Mailbox.Messages("alice").Count;
        var kind = random.Next(3);
        var amount = random.Next(1, 60);
        await Eventually.HoldsAsync(
            () => process.HasExited || kind switch
            {
                0 => sink.Count - sentBefore >= amount,
                1 => desk.Mailbox.Messages("alice").Count - filedBefore >= Math.Min(amount, 20),
                _ => limit.ElapsedMilliseconds > 300 + (amount * 20),
            },
            "a moment to kill at",
            Token);
    }

    private static List<SupportMail> Generate(TestDesk desk, int count) =>
        [.. new SupportMailGenerator(new SupportMailOptions { Seed = 7, Recipient = desk.Address, Senders = 2_000 }).Generate(count)];

    private TestDesk DeskSendingTo(SmtpSink sink) => new(Servers, c =>
    {
        c["smtp"]!["port"] = sink.Port;
        c["smtp"]!["user"] = null;
        c["desk"]!["assignNewTo"] = "alice";
        c["notices"] = new JsonObject { ["newMail"] = "off" }; // What the sink gets are acknowledgements alone.
    });

    private static string Header(SunkMail mail, string name) =>
        new StoredMessage("", "", mail.Raw.ToArray()).Header(name) ?? throw new InvalidOperationException($"a notice without {name}");

    [GeneratedRegex(@"\[HD-\d+\]")]
    private static partial Regex Tag();

    public void Dispose() => _limit.Dispose();
}
