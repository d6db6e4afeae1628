using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The main job on servers that lack what Head Desk likes to use, or name folders in another way.</summary>
public sealed class DialectTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private CancellationToken Token => _limit.Token;

    [Theory]
    [InlineData("MOVE")]
    [InlineData("UIDPLUS")]
    [InlineData("MOVE UIDPLUS")]
    [InlineData("IDLE")]
    [InlineData("LIST-STATUS")]
    [InlineData("CONDSTORE")]
    [InlineData("SPECIAL-USE")]
    [InlineData("MOVE UIDPLUS IDLE LIST-STATUS LIST-EXTENDED CONDSTORE SPECIAL-USE LITERAL+ SASL-IR ENABLE ID ESEARCH NAMESPACE")]
    public Task WithoutCapabilities_MailIsTakenInAnsweredAndFiled(string missing) =>
        MainJobAsync(new MailServerOptions { WithoutImapCapabilities = missing.Split(' ') });

    [Theory]
    [InlineData('.', "INBOX.")]
    [InlineData('.', "")]
    [InlineData('/', "INBOX/")]
    public Task OtherFolderNames_MailIsTakenInAnsweredAndFiled(char separator, string prefix) =>
        MainJobAsync(new MailServerOptions { HierarchySeparator = separator, NamespacePrefix = prefix });

    private async Task MainJobAsync(MailServerOptions options)
    {
        await using var servers = await MailServerSet.StartAsync(options, Token);
        using var desk = new TestDesk(servers, c => c["staff"]![1]!["folder"] = "team/bob");
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        var carol = servers.CreateOutsider("carol");
        var first = new Letter(carol.Address, desk.Address, "Printer on fire");
        var second = new Letter(carol.Address, desk.Address, "Re: [HD-1] Printer on fire", "It still burns.");
        await first.SendAsync(servers, Token);
        await carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        await second.SendAsync(servers, Token);
        await daemon.SaysAsync("INBOX: looked at", Token, times: 2);

        // A person takes the one mail: the other follows by our own move.
        await using (var person = await Person.SignInAsync(servers, desk.Mailbox, Token))
        {
            await person.MoveAsync(first.MessageId, "INBOX", "alice", Token);
            await daemon.SaysAsync("filed 1 mails from INBOX to alice", Token);
            await person.MoveAsync(first.MessageId, "alice", "team/bob", Token);
            await daemon.SaysAsync("filed 1 mails from alice to team/bob", Token);
        }

        await daemon.StopAsync(Token);
        await desk.RunOnceAsync(Token);
        var ticket = Assert.Single(await desk.TicketsAsync(Token))!;
        Assert.Equal(("bob", 2), ((string)ticket["assignee"]!, (int)ticket["messages"]!));
        Assert.Equal(2, carol.Messages().Count); // That it arrived and, once for both moves, who has it.
        string[] both = [$"<{first.MessageId}>", $"<{second.MessageId}>"];
        Assert.Equal(both.Order(), desk.Mailbox.Messages("team/bob").Select(m => m.MessageId!).Order());

        // Without UIDPLUS an original that was copied on is only marked: nobody sees it, and the desk must not either.
        Assert.All(desk.Mailbox.AllMessages().Where(m => m.Folder != "team/bob"), m => Assert.Contains('T', m.Flags));
        Assert.True(servers.Options.WithoutImapCapabilities.Contains("UIDPLUS") || desk.Mailbox.AllMessages().Count == 2);
    }

    public void Dispose() => _limit.Dispose();
}
