using System.Text;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Others;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The desk's mailbox on IMAP servers that other people wrote; what it sends goes out by Exim as everywhere.</summary>
public sealed class OtherServersTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private CancellationToken Token => _limit.Token;

    [OtherServerTheory]
    [InlineData("cyrus")]
    [InlineData("courier")]
    public async Task DayAtTheDesk_EndsAsOnDovecot(string kind)
    {
        await using var server = await OtherImapServer.StartAsync(kind, Token);
        var account = server.CreateAccount();
        using var desk = new TestDesk(fixture.Servers, c =>
        {
            c["imap"]!["port"] = server.Port;
            c["imap"]!["user"] = account;
            c["imap"]!["passwordFile"] = null;
            c["imap"]!["password"] = server.Password;
            c["staff"]![1]!["folder"] = "Bücher & Söhne/bob";
        });
        var carol = fixture.Servers.CreateOutsider("carol");
        await using var person = await server.SignInAsync(account, Token);
        (await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token)).Succeeded();

        // What lay there before the desk is recorded and answered by nobody, also where SELECT tells no UIDNEXT.
        var early = new Letter(carol.Address, desk.Address, "Before you came");
        await AppendAsync("INBOX", early);
        await desk.RunOnceAsync(Token);
        Assert.Empty(carol.Messages());
        Assert.Superset(
            new HashSet<string> { "INBOX", "alice", "alice/Closed", "Bücher & Söhne/bob", "Bücher & Söhne/bob/Closed" },
            (await person.FoldersAsync(Token)).ToHashSet());

        var first = new Letter(carol.Address, desk.Address, "Printer on fire");
        var second = new Letter(carol.Address, desk.Address, "Re: [HD-2] Printer on fire", "It still burns.");
        await using (var daemon = RunningDaemon.Start(desk))
        {
            await daemon.SaysAsync("connected to IMAP", Token);
            await AppendAsync("INBOX", first);
            await carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
            await AppendAsync("INBOX", second);
            await daemon.SaysAsync("INBOX: looked at", Token, times: 2);

            // A person takes the one mail and the other follows; then a colleague does the same.
            await DragAsync(first, "INBOX", "alice");
            await daemon.SaysAsync("filed 1 mails from INBOX to alice", Token);
            await DragAsync(first, "alice", "Bücher & Söhne/bob");
            await daemon.SaysAsync("filed 1 mails from alice to Bücher & Söhne/bob", Token);
            await DragAsync(second, "Bücher & Söhne/bob", "Bücher & Söhne/bob/Closed");
            await daemon.SaysAsync("filed 1 mails from Bücher & Söhne/bob to Bücher & Söhne/bob/Closed", Token);
            await daemon.StopAsync(Token);
        }

        await desk.RunOnceAsync(Token);

        var ticket = Assert.Single(await desk.TicketsAsync(Token), t => (int)t!["number"]! == 2)!;
        Assert.Equal(("resolved", "bob", 2), ((string)ticket["status"]!, (string)ticket["assignee"]!, (int)ticket["messages"]!));
        Assert.Equal(2, carol.Messages().Count); // That it arrived, and that it is done.

        // A folder that somebody renamed is made again, and its mail is no news wherever it is found.
        _ = await person.MessageIdsAsync("INBOX", Token); // Courier renames no folder that is open.
        await person.RenameFolderAsync("Bücher & Söhne/bob", "archive", Token);
        var third = new Letter(carol.Address, desk.Address, "Scanner");
        await using var later = await server.SignInAsync(account, Token); // Courier ends the session that renamed a folder.
        await later.AppendAsync("INBOX", Encoding.UTF8.GetBytes(third.ToString()), Token);
        await desk.RunOnceAsync(Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal([1, 2, 3], (await desk.TicketsAsync(Token)).Select(t => (int)t!["number"]!).Order());
        Assert.Equal(3, carol.Messages().Count);
        Assert.Equal(new[] { early.MessageId, third.MessageId }.Order(), (await later.MessageIdsAsync("INBOX", Token)).Order());
        Assert.Equal(new[] { first.MessageId, second.MessageId }.Order(), (await later.MessageIdsAsync("archive/Closed", Token)).Order());
        Assert.Empty(await later.MessageIdsAsync("alice", Token));

        Task AppendAsync(string folder, Letter letter) => person.AppendAsync(folder, Encoding.UTF8.GetBytes(letter.ToString()), Token);

        Task DragAsync(Letter letter, string from, string to) => kind == "courier"
            ? person.MoveByCopyAsync(letter.MessageId, from, to, Token)
            : person.MoveAsync(letter.MessageId, from, to, Token);
    }

    public void Dispose() => _limit.Dispose();
}

/// <summary>Skipped with the reason where those servers are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OtherServerTheoryAttribute : TheoryAttribute
{
    public OtherServerTheoryAttribute() => Skip = UnpackedServer.WhyMissing;
}
