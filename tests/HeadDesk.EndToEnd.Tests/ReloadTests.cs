using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The configuration is edited while the daemon works: what may change does, the rest says so, and no mail is lost or doubled.</summary>
public sealed class ReloadTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task EditedConfiguration_CountsWithoutARestart()
    {
        using var desk = new TestDesk(Servers);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(desk.Folder, "password"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }

        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);

        await daemon.SaysAsync("password can be read by every user of this machine", Token, times: 2); // imap and smtp
        var zoe = Servers.CreateAccount();

        // A new colleague, and mail all the while.
        var customers = Enumerable.Range(0, 20).Select(i => Servers.CreateOutsider($"customer{i}")).ToList();
        var sending = Task.Run(
            async () =>
            {
                foreach (var customer in customers)
                {
                    await new Letter(customer.Address, desk.Address, $"about {customer.Address}").SendAsync(Servers, Token);
                }
            },
            Token);
        Edit(desk, c => c["staff"]!.AsArray().Add(new JsonObject { ["name"] = "zoe", ["addresses"] = new JsonArray(zoe.Address) }));
        daemon.Reload();
        await daemon.SaysAsync("configuration taken over, changed: staff.2", Token);
        daemon.Reload(); // Once more in the middle of it, with nothing new.
        Edit(desk, c => c["desk"]!["name"] = "Other Support");
        daemon.Reload();
        await daemon.SaysAsync("configuration taken over, changed: desk.name", Token);
        await sending;
        foreach (var customer in customers)
        {
            await customer.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        }

        Assert.Equal(customers.Count, (await desk.TicketsAsync(Token)).Count);
        Assert.Contains("Other Support", Assert.Single(await AnsweredAsync(desk, daemon)).Header("From"), StringComparison.Ordinal);
        await AssertWorksAsync(desk, daemon, "zoe");

        // Broken, saved without a signal: refused, told once, and the desk goes on.
        var good = await File.ReadAllTextAsync(desk.ConfigFile, Token);
        Edit(desk, c => c["clock"] = new JsonObject { ["closeAfter"] = "soon" });
        await daemon.SaysAsync("configuration refused, the one in force stays", Token);
        Assert.Contains("clock.closeAfter: \"soon\"", daemon.Lines.Last(l => l.Contains("configuration refused", StringComparison.Ordinal)), StringComparison.Ordinal);
        daemon.Reload();
        await daemon.SaysAsync("configuration refused, the one in force stays", Token, times: 2);
        await desk.Alice.WaitForMessageAsync(m => m.Text.Contains("clock.closeAfter", StringComparison.Ordinal), Token);

        // Servers wait for a restart; what else was changed counts now.
        await File.WriteAllTextAsync(desk.ConfigFile, good, Token);
        Edit(desk, c =>
        {
            c["imap"]!["host"] = "localhost";
            c["calendar"] = new JsonObject { ["timeZone"] = "Europe/Berlin" };
        });
        await daemon.SaysAsync("a restart is needed, until then the old value counts: imap.host", Token);
        await daemon.SaysAsync("configuration taken over, changed: calendar.timeZone", Token);
        Assert.Single(await AnsweredAsync(desk, daemon));
        Assert.Single(desk.Alice.Messages(), m => m.Text.Contains("clock.closeAfter", StringComparison.Ordinal));
        Assert.All(customers, c => Assert.Single(c.Messages()));
        await daemon.StopAsync(Token);
    }

    private async Task<IReadOnlyList<StoredMessage>> AnsweredAsync(TestDesk desk, RunningDaemon daemon)
    {
        var customer = Servers.CreateOutsider("late");
        await new Letter(customer.Address, desk.Address, "one more").SendAsync(Servers, Token);
        await daemon.HoldsAsync(() => customer.Messages().Count > 0, "the acknowledgement", Token);
        return customer.Messages();
    }

    private async Task AssertWorksAsync(TestDesk desk, RunningDaemon daemon, string folder)
    {
        await daemon.SaysAsync($"made the folder {folder}", Token);
        await using var person = await Person.SignInAsync(Servers, desk.Mailbox, Token);
        var letter = new Letter(Servers.CreateOutsider("mover").Address, desk.Address, "to be taken");
        await letter.SendAsync(Servers, Token);
        await daemon.HoldsAsync(() => desk.Mailbox.Messages().Any(m => m.MessageId == $"<{letter.MessageId}>"), "the mail", Token);
        await person.MoveAsync(letter.MessageId, "INBOX", folder, Token);
        await Eventually.HoldsAsync(
            async _ => (await desk.TicketsAsync(Token)).Any(t => (string?)t!["subject"] == "to be taken" && (string?)t["assignee"] == folder), $"the ticket of {folder}", Token, TimeSpan.FromSeconds(60));
    }

    private static void Edit(TestDesk desk, Action<JsonObject> change)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(desk.ConfigFile))!.AsObject();
        change(configuration);
        File.WriteAllText(desk.ConfigFile + ".new", configuration.ToJsonString());
        File.Move(desk.ConfigFile + ".new", desk.ConfigFile, overwrite: true);
    }

    public void Dispose() => _limit.Dispose();
}
