using System.Text.Json.Nodes;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;
using HeadDesk.MailServers.People;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>What happens between two steps that belong together: a lost connection, a folder that goes and comes back, a changed limit.</summary>
public sealed class BetweenStepsTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task ConnectionLostBeforeAMailIsSetAside_ItIsSetAsideByTheNextRound()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = Desk(c => c["imap"]!["port"] = proxy.Port);
        var template = Path.Combine(desk.Folder, "templates", "acknowledgement.md");
        Directory.CreateDirectory(Path.GetDirectoryName(template)!);
        await File.WriteAllTextAsync(template, QuarantineTests.FailsWithoutName, Token);
        await desk.RunOnceAsync(Token);

        await Servers.DeliverAsync(new Envelope(_carol.Address, desk.Address), $"From: {_carol.Address}\r\nTo: {desk.Address}\r\nSubject: no name\r\nMessage-ID: <nameless@client.example>\r\n\r\nhello\r\n", Token);
        proxy.CutAt("CREATE HeadDesk/Quarantine", Direction.FromClient);
        Assert.NotEqual(0, (await desk.TryOnceAsync(Token)).ExitCode);
        proxy.Pass();
        await desk.RunOnceAsync(Token);
        Assert.Single(desk.Mailbox.Messages("HeadDesk/Quarantine"));
        Assert.Empty(desk.Mailbox.Messages());
        Assert.Contains("could not be processed", Assert.Single(desk.Alice.Messages()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailThatWasToBeIgnored_IsIgnoredWhenItsFolderIsNumberedAnew()
    {
        using var desk = Desk(c => c["imap"]!["baseline"] = "ignore");
        await new Letter(_carol.Address, desk.Address, "before the desk").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await new Letter(_carol.Address, desk.Address, "after it").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await desk.Mailbox.RecreateMailboxAsync(Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal("after it", (string)Assert.Single(await desk.TicketsAsync(Token))!["subject"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task FolderThatIsMissingForAMoment_KeepsItsMailAndItsMoves()
    {
        using var desk = Desk();
        var request = await AskAsync(desk);
        await DragAsync(desk, request, "INBOX", "alice");
        await desk.RunOnceAsync(Token);
        await using var person = await Person.SignInAsync(Servers, desk.Mailbox, Token);
        await person.RenameFolderAsync("alice", "old", Token);
        await using (var runtime = await OpenAsync(desk))
        {
            await using (var transaction = await runtime.Store.BeginAsync(Token))
            {
                await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Assignee = "bob" }, Token);
                await transaction.EnqueueTicketFilingAsync(1, "bob", ["alice"], QueueTimes.AtOnce, Token);
                await transaction.CommitAsync(Token);
            }

            await runtime.Filer.DrainAsync(() => { }, Task.CompletedTask, Token);
            Assert.False(Assert.Single(await FilingsAsync(runtime)).Attempted); // Nobody was asked: a person's move to that folder is no move of ours.
        }

        await person.RenameFolderAsync("old", "alice", Token);
        (await Headdesk.RunAsync(["run", "--config", desk.ConfigFile, "--once", "--now", DateTimeOffset.UtcNow.AddMinutes(5).ToString("O")], Token)).Succeeded();
        Assert.Equal(["bob"], desk.Mailbox.AllMessages().Select(m => m.Folder));
    }

    /// <summary>Our move is on its way when a person takes the mail elsewhere and that is seen: it explains nothing of what people do later.</summary>
    [Fact]
    public async Task MailDraggedAwayUnderAMoveOfOurs_IsAPersonsAlsoTheNextTime()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = Desk(c => c["imap"]!["port"] = proxy.Port);
        var request = await AskAsync(desk);
        await DragAsync(desk, request, "INBOX", "alice");
        await desk.RunOnceAsync(Token);
        await using (var runtime = await DeskRuntime.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), TimeProvider.System, NullLoggerFactory.Instance, once: true, Token))
        {
            await using (var transaction = await runtime.Store.BeginAsync(Token))
            {
                await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Assignee = "bob" }, Token);
                await transaction.EnqueueTicketFilingAsync(1, "bob", ["alice"], QueueTimes.AtOnce, Token);
                await transaction.CommitAsync(Token);
            }

            var held = proxy.HoldAt("UID MOVE", Direction.FromClient);
            var filing = Task.Run(() => runtime.Filer.DrainAsync(() => { }, Task.CompletedTask, Token), Token);
            await held.WaitAsync(Token);
            await DragAsync(desk, request, "alice", "Junk");
            await runtime.Watcher.OnceAsync(Token);
            proxy.Pass();
            await filing;
        }

        Assert.Equal("spam", (string)Assert.Single(await desk.TicketsAsync(Token))!["status"]!);
        await DragAsync(desk, request, "Junk", "bob");
        await desk.RunOnceAsync(Token);
        Assert.Equal("open", (string)Assert.Single(await desk.TicketsAsync(Token))!["status"]!);
        Assert.Equal(["bob"], desk.Mailbox.AllMessages().Select(m => m.Folder));
    }

    [Fact]
    public async Task FolderMadeButNotYetLookedAt_HoldsNoMailFromBeforeTheDesk()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = Desk(c => c["imap"]!["port"] = proxy.Port);
        await desk.RunOnceAsync(Token);
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(desk.ConfigFile, Token))!;
        configuration["staff"]![0]!["folder"] = "team";
        await File.WriteAllTextAsync(desk.ConfigFile, configuration.ToJsonString(), Token);
        proxy.CutAt("SUBSCRIBE team", Direction.FromClient);
        Assert.NotEqual(0, (await desk.TryOnceAsync(Token)).ExitCode);
        proxy.Pass();
        var request = new Letter(_carol.Address, desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await DragAsync(desk, request, "INBOX", "team");
        await desk.RunOnceAsync(Token);
        Assert.Equal("alice", (string?)Assert.Single(await desk.TicketsAsync(Token))!["assignee"]);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task MailTakenInByItsHeader_IsKnownAgainOnceTheLimitAllowsAllOfIt()
    {
        using var desk = Desk(c => c["imap"]!["maxMessageSize"] = "100KB");
        await desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, desk.Address, "Printer on fire", string.Concat(Enumerable.Repeat("It burns, and burns, and burns.\r\n", 6_000)));
        await request.SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await SetLimitAsync(desk, "50MB");
        await DragAsync(desk, request, "INBOX", "alice");
        await desk.RunOnceAsync(Token);
        Assert.Equal("alice", (string?)Assert.Single(await desk.TicketsAsync(Token))!["assignee"]);

        var more = new Letter(_carol.Address, desk.Address, "Printer still on fire", request.Text);
        await more.SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await SetLimitAsync(desk, "100KB");
        await DragAsync(desk, more, "INBOX", "bob");
        await desk.RunOnceAsync(Token);
        Assert.Equal(["alice", "bob"], (await desk.TicketsAsync(Token)).Select(t => (string?)t!["assignee"]));
    }

    [Fact]
    public async Task MailDraggedWhileItsTicketIsMerged_EndsWithTheRestOfIt()
    {
        using var desk = Desk(c => c["desk"]!["staffTrust"] = "from-header");
        var request = await AskAsync(desk);
        var other = new Letter(_carol.Address, desk.Address, "The other printer");
        await other.SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await DragAsync(desk, request, "INBOX", "alice");
        await DragAsync(desk, other, "INBOX", "alice");
        await desk.RunOnceAsync(Token);
        await DragAsync(desk, request, "alice", "INBOX");
        await new Letter(desk.Alice.Address, desk.Address, "Re: [HD-1] Printer on fire", "#merge 2").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await desk.RunOnceAsync(Token);
        var home = (string?)(await desk.TicketAsync(2, Token))["assignee"] ?? "INBOX";
        Assert.Equal([home, home, home], desk.Mailbox.AllMessages().Select(m => m.Folder));
    }

    [Fact]
    public async Task TicketMergedIntoOneThatTheSameMailChangedBefore_LiesWithIt()
    {
        using var desk = Desk(c => c["desk"]!["staffTrust"] = "from-header");
        await AskAsync(desk);
        await new Letter(_carol.Address, desk.Address, "The other printer").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await new Letter(desk.Alice.Address, desk.Address, "Re: [HD-2] The other printer", "#assign bob\r\n#ticket 1\r\n#merge 2").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(["bob", "bob", "bob"], desk.Mailbox.AllMessages().Select(m => m.Folder));
    }

    /// <summary>The server is slow to move a mail, and before it answers the ticket has gone into another.</summary>
    [Fact]
    public async Task MailMovedWhileItsTicketIsMerged_GoesToTheHomeOfTheOther()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = Desk(c => c["imap"]!["port"] = proxy.Port);
        await AskAsync(desk);
        await new Letter(_carol.Address, desk.Address, "The other printer").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        await using var runtime = await OpenAsync(desk);
        await using (var transaction = await runtime.Store.BeginAsync(Token))
        {
            await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Assignee = "alice" }, Token);
            await transaction.EnqueueTicketFilingAsync(1, "alice", ["INBOX"], QueueTimes.AtOnce, Token);
            await transaction.CommitAsync(Token);
        }

        proxy.Delay(TimeSpan.FromMilliseconds(200));
        var filing = runtime.Filer.DrainAsync(() => { }, Task.CompletedTask, Token);
        await Eventually.HoldsAsync(() => FilingsAsync(runtime).GetAwaiter().GetResult().Any(f => f.Attempted), "the server is asked", Token);
        await using (var transaction = await runtime.Store.BeginAsync(Token))
        {
            await transaction.MoveHistoryAsync(new HistoryMove(1, 2, HistoryPart.All), Token);
            await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Status = TicketStatus.Merged, MergedInto = 2 }, Token);
            await transaction.EnqueueTicketFilingAsync(2, "INBOX", ["alice"], QueueTimes.AtOnce, Token);
            await transaction.CommitAsync(Token);
        }

        proxy.Pass();
        await filing;
        Assert.Equal(["INBOX", "INBOX"], desk.Mailbox.AllMessages().Select(m => m.Folder));
    }

    [Fact]
    public async Task MoveThatIsGivenUp_IsToldToAnAdmin()
    {
        using var desk = Desk();
        await AskAsync(desk);
        await using var runtime = await OpenAsync(desk);
        await using (var transaction = await runtime.Store.BeginAsync(Token))
        {
            var message = Assert.Single(await transaction.MessagesOfAsync(1, Token)).Id;
            await transaction.EnqueueFilingAsync(message, 1, "no//folder", QueueTimes.AtOnce, Token);
            var filing = Assert.Single(await transaction.FilingsOfAsync(message, Token)).Id;
            for (var attempt = 1; attempt < 20; attempt++)
            {
                await transaction.DeferFilingAsync(filing, QueueTimes.AtOnce, "refused", Token);
            }

            await transaction.CommitAsync(Token);
        }

        await runtime.Filer.DrainAsync(() => { }, Task.CompletedTask, Token);
        Assert.Empty(await FilingsAsync(runtime));
        Assert.Contains(await runtime.Store.DueOutboxAsync(DateTimeOffset.UtcNow, 10, Token), m => m.Recipients.Contains(desk.Alice.Address));
    }

    [Fact]
    public async Task ClockAheadAtTheFirstLook_DoesNotMakeLaterMailOlderThanTheDesk()
    {
        using var desk = Desk();
        await desk.RunOnceAsync(Token);
        await using (var runtime = await OpenAsync(desk))
        await using (var transaction = await runtime.Store.BeginAsync(Token))
        {
            await transaction.SetFolderAsync((await runtime.Store.FindFolderAsync("INBOX", Token))! with { FirstSeen = DateTimeOffset.UtcNow.AddYears(1) }, Token);
            await transaction.CommitAsync(Token);
        }

        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task UnreadableMailInSent_KeepsNoOtherFromBeingFound()
    {
        using var desk = Desk();
        var request = await AskAsync(desk);
        await using (var person = await Person.SignInAsync(Servers, desk.Mailbox, Token))
        {
            foreach (var text in new[] { "first", "second", "third" })
            {
                var letter = new Letter(desk.Address, _carol.Address, "Re: [HD-1] Printer on fire", text) { Headers = [$"In-Reply-To: <{request.MessageId}>"] };
                await person.AppendAsync("Sent", System.Text.Encoding.ASCII.GetBytes(letter.ToString()), Token);
            }
        }

        var second = Directory.EnumerateFiles(desk.Mailbox.MaildirPath, "*", SearchOption.AllDirectories)
            .Single(f => Path.GetFileName(Path.GetDirectoryName(f)) is "cur" or "new" && File.ReadAllText(f).Contains("second", StringComparison.Ordinal));
#pragma warning disable CA1416 // These servers run on Unix alone.
        var mode = File.GetUnixFileMode(second);
        File.SetUnixFileMode(second, UnixFileMode.None);
        await using (var daemon = RunningDaemon.Start(desk))
        {
            await daemon.HoldsAsync(() => desk.EntriesAsync(1, "sent", Token).GetAwaiter().GetResult().Count == 2, "the replies around it", Token);
            await daemon.SaysAsync("does not hand out its header", Token);
            await daemon.StopAsync(Token);
        }

        Assert.Equal(["first", "third"], (await desk.EntriesAsync(1, "sent", Token)).Select(e => ((string)e["text"]!).Trim()));
        File.SetUnixFileMode(second, mode);
#pragma warning restore CA1416
        await desk.RunOnceAsync(Token);
        Assert.Equal(["first", "third", "second"], (await desk.EntriesAsync(1, "sent", Token)).Select(e => ((string)e["text"]!).Trim()));
    }

    public void Dispose() => _limit.Dispose();

    private TestDesk Desk(Action<JsonObject>? configure = null) => new(Servers, configure, asProgram: false);

    private Task<DeskRuntime> OpenAsync(TestDesk desk) =>
        DeskRuntime.OpenAsync(ConfigurationLoader.Load(desk.ConfigFile), TimeProvider.System, NullLoggerFactory.Instance, once: true, Token);

    /// <summary>Of the first mail of the first ticket, wherever its history went.</summary>
    private async Task<IReadOnlyList<FilingItem>> FilingsAsync(DeskRuntime runtime)
    {
        await using var transaction = await runtime.Store.BeginAsync(Token);
        var messages = (await transaction.MessagesOfAsync(1, Token)).Concat(await transaction.MessagesOfAsync(2, Token));
        return await transaction.FilingsOfAsync(messages.MinBy(m => m.Id)!.Id, Token);
    }

    private async Task<Letter> AskAsync(TestDesk desk)
    {
        await desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        return request;
    }

    private async Task DragAsync(TestDesk desk, Letter letter, string from, string to)
    {
        await using var person = await Person.SignInAsync(Servers, desk.Mailbox, Token);
        await person.MoveAsync(letter.MessageId, from, to, Token);
    }

    private async Task SetLimitAsync(TestDesk desk, string size)
    {
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(desk.ConfigFile, Token))!;
        configuration["imap"]!["maxMessageSize"] = size;
        await File.WriteAllTextAsync(desk.ConfigFile, configuration.ToJsonString(), Token);
    }
}
