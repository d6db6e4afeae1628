using System.Text;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>What an admin does with the store, by the program itself, on a desk with real servers.</summary>
public sealed class CareTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly TestDesk _desk = new(fixture.Servers, c => c["desk"]!["staffTrust"] = "from-header");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task BackupBesideTheDaemon_RestoredOnAnEmptyMachine_TakesNothingInAndSendsNothingAgain()
    {
        var backups = Path.Combine(_desk.Folder, "backups");
        var customers = Enumerable.Range(0, 20).Select(_ => Servers.CreateOutsider("carol")).ToList();
        await using (var daemon = await RunningDaemon.StartAtWorkAsync(_desk, Token))
        {
            await DeliverAsync(customers);
            await RunAsync(0, "backup", Path.Combine(_desk.Folder, "busy")); // In the middle of it.
            await daemon.HoldsAsync(() => customers.All(c => c.Messages().Count == 1), "an acknowledgement for each", Token);
            var backup = JsonNode.Parse(await RunAsync(0, "backup", backups, "--json"))!;
            Assert.Equal((20, 20), ((int)backup["tickets"]!, (int)backup["originals"]!));
            var refused = await Headdesk.RunAsync(["restore", backups, "--config", _desk.ConfigFile, "--force"], Token);
            refused.FailedPlainly("in use by process");
            await daemon.StopAsync(Token);
        }

        var shown = ButOf(customers[5], await _desk.TicketsAsync(Token));
        // After the backup, and lost with the disk: number 21 is given and acknowledged, and Alice answers a ticket that the backup knows.
        var dora = Servers.CreateOutsider("dora");
        var late = new Letter(dora.Address, _desk.Address, "after the backup");
        await late.SendAsync(Servers, Token);
        await new Letter(_desk.Alice.Address, _desk.Address, "Re: request", "Water comes.") { Headers = [$"In-Reply-To: {Assert.Single(customers[5].Messages()).MessageId}"] }.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, customers[5].Messages().Count);
        var lost = Assert.Single(dora.Messages());
        Assert.Contains("[HD-21]", lost.Subject, StringComparison.Ordinal);

        var machine = Directory.CreateDirectory(Path.Combine(_desk.Folder, "another", "etc")).FullName;
        File.Copy(Path.Combine(_desk.Folder, "password"), Path.Combine(machine, "password"));
        Directory.Move(_desk.DataDirectory, _desk.DataDirectory + ".lost");
        var config = Path.Combine(machine, "headdesk.json");
        var restored = JsonNode.Parse((await Headdesk.RunAsync(["restore", backups, "--config", config, "--json"], Token)).Succeeded().Output)!;
        Assert.Equal(Path.Combine(machine, "data"), (string)restored["dataDirectory"]!);
        Assert.Empty(restored["missing"]!.AsArray());
        Assert.Equal(1021, (int)restored["nextTicket"]!);
        for (var round = 0; round < 2; round++)
        {
            (await Headdesk.RunAsync(["run", "--config", config, "--once"], Token)).Succeeded();
            await _desk.Servers.SettledAsync(Token);
        }

        var all = JsonNode.Parse((await Headdesk.RunAsync(["tickets", "list", "--json", "--config", config], Token)).Succeeded().Output)!.AsArray();
        var again = Assert.Single(all, t => (int)t!["number"]! == 1021)!;
        all.Remove(again);
        Assert.Equal(shown, ButOf(customers[5], all));
        Assert.All(customers.Where((_, i) => i != 5), c => Assert.Single(c.Messages()));
        Assert.Equal(2, dora.Messages().Count);
        Assert.Equal(22, _desk.Mailbox.Messages().Count + _desk.Mailbox.Messages("alice").Count);

        // What Alice wrote waits: it was sent once already. She alone can say so.
        Assert.Single(customers[5].Messages(), m => m.Text.Contains("Water comes.", StringComparison.Ordinal));
        var waits = Assert.Single(_desk.Alice.Messages());
        Assert.Contains("before the desk was restored", waits.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await new Letter(_desk.Alice.Address, _desk.Address, "Re: waits", "#send") { Headers = [$"In-Reply-To: {waits.MessageId}"] }.SendAsync(Servers, Token);

        // And it goes on: the tokens still hold, numbers go up.
        var notice = Assert.Single(customers[3].Messages());
        await new Letter(customers[3].Address, _desk.Address, "still") { Headers = [$"In-Reply-To: {notice.MessageId}"] }.SendAsync(Servers, Token);
        await new Letter(dora.Address, _desk.Address, "Re: [HD-21] after the backup") { Headers = [$"In-Reply-To: {lost.MessageId}", $"References: <{late.MessageId}> {lost.MessageId}"] }.SendAsync(Servers, Token);
        await new Letter(customers[4].Address, _desk.Address, "another matter").SendAsync(Servers, Token);
        (await Headdesk.RunAsync(["run", "--config", config, "--once"], Token)).Succeeded();
        var tickets = JsonNode.Parse((await Headdesk.RunAsync(["tickets", "list", "--json", "--config", config], Token)).Succeeded().Output)!.AsArray();
        Assert.Equal(Enumerable.Range(1, 20).Concat([1021, 1022]), tickets.Select(t => (int)t!["number"]!).Order());
        Assert.Equal(new[] { customers[3].Address, customers[5].Address, dora.Address }.Order(), tickets.Where(t => (int)t!["messages"]! == 2).Select(t => (string)t!["requester"]!["address"]!).Order());
        await Servers.SettledAsync(Token);
        Assert.Equal(2, customers[5].Messages().Count(m => m.Text.Contains("Water comes.", StringComparison.Ordinal)));

        // The one that was made in the middle is whole, too.
        var third = Path.Combine(_desk.Folder, "third", "headdesk.json");
        Directory.CreateDirectory(Path.GetDirectoryName(third)!);
        File.Copy(Path.Combine(_desk.Folder, "password"), Path.Combine(_desk.Folder, "third", "password"));
        (await Headdesk.RunAsync(["restore", Path.Combine(_desk.Folder, "busy"), "--config", third], Token)).Succeeded();
        (await Headdesk.RunAsync(["tickets", "list", "--json", "--config", third], Token)).Succeeded();
    }

    [Fact]
    public async Task OutboxAuditReplayExportAndErase_WorkOnWhatTheDaemonMade()
    {
        var (carol, dave) = (Servers.CreateOutsider("carol"), Servers.CreateOutsider("dave"));
        await _desk.RunOnceAsync(Token);
        Servers.DeferRecipient(carol.Address);
        Servers.DeferRecipient(dave.Address);
        await DeliverAsync([carol, dave]);
        await _desk.TryOnceAsync(Token);
        var waiting = JsonNode.Parse(await RunAsync(0, "outbox", "list", "--json"))!.AsArray();
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, w => Assert.Contains("mailbox busy", (string)w!["lastError"]!, StringComparison.Ordinal));
        var toDave = (long)waiting.Single(w => (string)w!["recipients"]![0]! == dave.Address)!["id"]!;
        Assert.Contains($" {toDave} ", await RunAsync(0, "outbox", "list"), StringComparison.Ordinal);
        await RunAsync(1, "outbox", "drop", $"{toDave}"); // Nobody is there to be asked.
        await RunAsync(0, "outbox", "drop", $"{toDave}", "--yes");
        await RunAsync(1, "outbox", "drop", $"{toDave}", "--yes");
        Servers.AcceptRecipient(carol.Address);
        await RunAsync(0, "outbox", "retry", "--all");
        await _desk.RunOnceAsync(Token);
        Assert.Single(carol.Messages());
        Assert.Empty(dave.Messages());
        Assert.Contains("dropped by", (string)Assert.Single(JsonNode.Parse(await RunAsync(0, "outbox", "list", "--failed", "--json"))!.AsArray())!["lastError"]!, StringComparison.Ordinal);

        var file = Path.Combine(_desk.Folder, "mail.eml");
        await File.WriteAllTextAsync(file, new Letter(carol.Address, _desk.Address, "thanks") { Headers = [$"In-Reply-To: {carol.Messages()[0].MessageId}"] }.ToString(), Token);
        var replayed = JsonNode.Parse(await RunAsync(0, "replay", file, "--json"))!;
        Assert.Equal(("joins", "token"), ((string)replayed["outcome"]!, (string)replayed["rule"]!));
        Assert.Contains("joins [HD-", await RunAsync(0, "replay", file), StringComparison.Ordinal);
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);

        var audit = await RunAsync(0, "audit");
        Assert.Contains("opened by mail", audit, StringComparison.Ordinal);
        Assert.Contains("outbox: dropped mail", audit, StringComparison.Ordinal);
        Assert.Empty(await RunAsync(0, "audit", "--since", "2200-01-01"));

        var export = Path.Combine(_desk.Folder, "export");
        Assert.Contains("2 tickets, 2 originals", await RunAsync(0, "tickets", "export", export), StringComparison.Ordinal);
        Assert.Contains(carol.Address, await RunAsync(0, "tickets", "list", "--status", "new", "--assignee", "none", "--json"), StringComparison.Ordinal);
        Assert.Equal("[]\n", await RunAsync(0, "tickets", "list", "--assignee", "alice", "--json"));

        Assert.Contains("INBOX", await RunAsync(0, "erase", carol.Address, "--dry-run"), StringComparison.Ordinal);
        await RunAsync(0, "erase", carol.Address, "--yes");
        await _desk.RunOnceAsync(Token); // Her mail still lies in INBOX; it is known.
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.DoesNotContain(carol.Address, (await _desk.TicketsAsync(Token)).ToJsonString(), StringComparison.Ordinal);
        Assert.Single(carol.Messages());
        var import = JsonNode.Parse(await RunAsync(0, "import", export, "--json"))!;
        Assert.Equal((0, 2), ((int)import["taken"]!, (int)import["known"]!));
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private static string ButOf(MailAccount requester, JsonArray tickets) =>
        string.Join('\n', tickets.Where(t => (string)t!["requester"]!["address"]! != requester.Address).Select(t => t!.ToJsonString()));

    private Task DeliverAsync(IReadOnlyList<MailAccount> customers) => Servers.DeliverLmtpAsync(
        customers.Select((c, i) => (new Envelope(c.Address, _desk.Address), (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(new Letter(c.Address, _desk.Address, $"request {i}").ToString()))), Token);

    private async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var outcome = await Headdesk.RunAsync([.. arguments, "--config", _desk.ConfigFile], Token);
        Assert.True(outcome.ExitCode == exitCode, $"headdesk {string.Join(' ', arguments)}: exit code {outcome.ExitCode}\n{outcome.Output}\n{outcome.Errors}");
        return outcome.Output;
    }
}
