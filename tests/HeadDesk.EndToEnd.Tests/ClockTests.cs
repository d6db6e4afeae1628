using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The life of a ticket on real servers, each moment rehearsed with <c>--once --now</c>.</summary>
public sealed class ClockTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private static readonly DateTimeOffset Monday = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));
    private readonly TestDesk _desk = new(fixture.Servers, Configure);
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");
    private DateTimeOffset _now = Monday;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task LifeOfATicket_FromQuestionToThankYouAndBack()
    {
        await RoundAsync();
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await ArriveAsync(request);
        Assert.Single(_carol.Messages());

        await LaterAsync(TimeSpan.FromHours(1));
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "Did you pull the plug?", request.MessageId));
        Assert.Equal("waiting", await StatusAsync());
        Assert.Equal(2, _carol.Messages().Count);

        await LaterAsync(TimeSpan.FromDays(1.9));
        Assert.Equal(2, _carol.Messages().Count);
        await LaterAsync(TimeSpan.FromDays(0.2));
        Assert.Equal(3, _carol.Messages().Count);
        Assert.Contains("waiting for your answer", Newest(), StringComparison.Ordinal);

        // A machine's answer stops nothing.
        await ArriveAsync(Answer(_carol, "Out of office: Re: [HD-1]", "I am away.", request.MessageId) with { Headers = ["Auto-Submitted: auto-replied", $"In-Reply-To: <{request.MessageId}>"] });
        await LaterAsync(TimeSpan.FromDays(4.8));
        Assert.Equal("waiting", await StatusAsync());
        await LaterAsync(TimeSpan.FromDays(0.4));
        Assert.Equal("resolved", await StatusAsync());
        Assert.Equal(4, _carol.Messages().Count);
        Assert.Contains("consider it done", Newest(), StringComparison.Ordinal);

        await LaterAsync(TimeSpan.FromDays(1.1));
        Assert.Equal(5, _carol.Messages().Count);
        var thanks = _carol.Messages()[^1];
        Assert.Contains("mailto:", thanks.Text, StringComparison.Ordinal);

        await ArriveAsync(Answer(_carol, "Re: [HD-1] Printer on fire", "good\r\n\r\nQuick and kind.", thanks.MessageId!.Trim('<', '>')));
        Assert.Equal("resolved", await StatusAsync());
        Assert.Equal(5, _carol.Messages().Count);
        Assert.Contains(await _desk.EntriesAsync(1, "event", Token), e => ((string)e["text"]!).Contains("good", StringComparison.OrdinalIgnoreCase));

        await LaterAsync(TimeSpan.FromDays(2));
        await ArriveAsync(Answer(_carol, "Re: [HD-1] Printer on fire", "It burns again.", request.MessageId));
        Assert.Equal("open", await StatusAsync());

        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "#close quietly", request.MessageId));
        await LaterAsync(TimeSpan.FromDays(15));
        Assert.Equal("closed", await StatusAsync());
        await ArriveAsync(Answer(_carol, "Re: [HD-1] Printer on fire", "And again.", request.MessageId));
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.Equal("closed", await StatusAsync());
    }

    [Fact]
    public async Task UnansweredRequest_RemindsOnceForEachReason()
    {
        await RoundAsync();
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Printer on fire"));
        await LaterAsync(TimeSpan.FromHours(3));
        var soon = _desk.Alice.Messages().Count;
        Assert.InRange(soon, 1, 2); // Nobody has taken it.
        await RoundAsync();
        await RoundAsync();
        Assert.Equal(soon, _desk.Alice.Messages().Count);
        await LaterAsync(TimeSpan.FromDays(1));
        var late = _desk.Alice.Messages().Count;
        Assert.True(late > soon);
        Assert.Contains('F', _desk.Mailbox.Messages()[0].Flags);
        await LaterAsync(-TimeSpan.FromHours(2)); // The clock is set back.
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(late, _desk.Alice.Messages().Count);
    }

    [Fact]
    public async Task DailyDigest_GoesOutOnceADayAndNotOnTheFirst()
    {
        using var desk = new TestDesk(fixture.Servers, c =>
        {
            Configure(c);
            c["clock"] = new JsonObject { ["digestAt"] = "08:30", ["unclaimed"] = "90d", ["unclaimedAll"] = "90d", ["firstResponse"] = "90d", ["update"] = "90d" };
        });
        Task AtAsync(DateTimeOffset at) => desk.RunOnceAsync(Token, at);
        await AtAsync(Monday);
        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        await AtAsync(Monday.AddMinutes(1));
        Assert.Empty(desk.Alice.Messages());
        await AtAsync(Monday.AddDays(1));
        await AtAsync(Monday.AddDays(1).AddHours(1));
        Assert.Contains("[HD-1]", Body(Assert.Single(desk.Alice.Messages())), StringComparison.Ordinal);
        Assert.Empty(desk.Bob.Messages()); // Nothing of his, and he is not on duty.
    }

    [Fact]
    public async Task ChangedConfiguration_RenewsPromises()
    {
        using var desk = new TestDesk(fixture.Servers, Configure);
        Task AtAsync(DateTimeOffset at) => desk.RunOnceAsync(Token, at);
        await AtAsync(Monday);
        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        await AtAsync(Monday.AddMinutes(1));
        await AtAsync(Monday.AddMinutes(40));
        Assert.Empty(desk.Alice.Messages());
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(desk.ConfigFile, Token))!;
        configuration["clock"]!["unclaimed"] = "30m";
        await File.WriteAllTextAsync(desk.ConfigFile, configuration.ToJsonString(), Token);
        await AtAsync(Monday.AddMinutes(41));
        Assert.Single(desk.Alice.Messages());
    }

    [Fact]
    public async Task MergedTicket_IsTakenApartByAnAdminOnly()
    {
        await RoundAsync();
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "First"));
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Second"));
        await ArriveAsync(new Letter(_desk.Alice.Address, "", "[HD-2] x", "#merge 1"));
        Assert.Equal("merged", (string)(await _desk.TicketAsync(2, Token))["status"]!);
        await ArriveAsync(new Letter(_desk.Bob.Address, "", "y", "#ticket 2\r\n#reopen"));
        Assert.Equal("merged", (string)(await _desk.TicketAsync(2, Token))["status"]!);
        await ArriveAsync(new Letter(_desk.Alice.Address, "", "z", "#ticket 2\r\n#reopen"));
        Assert.Equal("open", (string)(await _desk.TicketAsync(2, Token))["status"]!);
    }

    [Fact]
    public async Task KilledInTheMiddleOfATick_NothingIsSaidTwiceOrForgotten()
    {
        await RoundAsync();
        for (var i = 0; i < 12; i++)
        {
            await new Letter($"{i}.{_carol.Address}", _desk.Address, $"Request {i}").SendAsync(fixture.Servers, Token);
        }

        await RoundAsync();
        _now += TimeSpan.FromDays(1);
        var random = new Random(7);
        for (var kill = 0; kill < 5; kill++)
        {
            using var process = Headdesk.Start(["run", "--config", _desk.ConfigFile, "--once", "--now", Stamp()]);
            var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await Task.WhenAny(process.WaitForExitAsync(Token), Task.Delay(random.Next(200, 1500), Token));
            process.Kill();
            await process.WaitForExitAsync(Token);
            await drained;
        }

        await RoundAsync();
        await RoundAsync();
        var said = _desk.Alice.Messages().Select(m => m.MessageId).Distinct().Count();
        var text = string.Join('\n', _desk.Alice.Messages().Select(Body));
        Assert.All(Enumerable.Range(1, 12), n => Assert.Contains($"[HD-{n}]", text, StringComparison.Ordinal));
        Assert.InRange(_desk.Alice.Messages().Count, said, said + 5); // A kill between acceptance and mark may double one, under the same Message-ID.
    }

    /// <summary>A clock set back by an hour, at a moment when mail waits: what was to go at once does not wait for that hour to pass again.</summary>
    [Fact]
    public async Task ClockThatWentBack_KeepsNothingWaiting()
    {
        await RoundAsync();
        await new Letter(_carol.Address, _desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        var sound = await File.ReadAllTextAsync(_desk.ConfigFile, Token);
        var configuration = JsonNode.Parse(sound)!;
        configuration["smtp"]!["port"] = Free(); // Nobody listens there.
        await File.WriteAllTextAsync(_desk.ConfigFile, configuration.ToJsonString(), Token);
        Assert.NotEqual(0, (await _desk.TryOnceAsync(Token, _now)).ExitCode);
        Assert.Contains("at once", (await Headdesk.RunAsync(["outbox", "list", "--config", _desk.ConfigFile], Token)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Empty(_carol.Messages());

        await File.WriteAllTextAsync(_desk.ConfigFile, sound, Token);
        _now -= TimeSpan.FromHours(1);
        await RoundAsync();
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task Forecast_SaysWhatWillComeAndSendsNothing()
    {
        await _desk.RunOnceAsync(Token);
        await new Letter(_carol.Address, _desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        await _desk.RunOnceAsync(Token);
        var before = _desk.Alice.Messages().Count;
        var forecast = (await Headdesk.RunAsync(["clock", "--config", _desk.ConfigFile, "--days", "3", "--json"], Token)).Succeeded();
        var lines = JsonNode.Parse(forecast.Output)!.AsArray();
        Assert.Contains(lines, l => (int)l!["ticket"]! == 1 && ((string)l["what"]!).Contains("reminder", StringComparison.Ordinal) && (string)l["to"]! == "alice");
        Assert.Contains("[HD-1]", (await Headdesk.RunAsync(["clock", "--config", _desk.ConfigFile], Token)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(before, _desk.Alice.Messages().Count);
    }

    [Fact]
    public async Task MailboxThatFallsSilent_IsToldByWebhook()
    {
        using var hook = new HttpListener();
        var port = Free();
        hook.Prefixes.Add($"http://127.0.0.1:{port}/");
        hook.Start();
        using var desk = new TestDesk(fixture.Servers, c =>
        {
            Configure(c);
            c["imap"]!["port"] = Free(); // Nobody listens there.
            c["alerts"] = new JsonObject { ["after"] = "1s", ["webhook"] = $"http://127.0.0.1:{port}/hook" };
        });
        await using var daemon = RunningDaemon.Start(desk);
        var called = await hook.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(100), Token);
        using var reader = new StreamReader(called.Request.InputStream);
        var said = JsonNode.Parse(await reader.ReadToEndAsync(Token))!;
        called.Response.Close();
        Assert.Equal("the mailbox cannot be read", (string)said["subject"]!);
        await desk.Alice.WaitForCountAsync(1, Token);
        await daemon.StopAsync(Token);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private static void Configure(JsonObject configuration)
    {
        configuration["desk"]!["staffTrust"] = "from-header";
        configuration["clock"] = new JsonObject { ["digestAt"] = null };
    }

    private static int Free()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Body(StoredMessage mail) => HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(mail.Raw)).Text;

    private static Letter Answer(MailAccount who, string subject, string text, string answers) =>
        new(who.Address, "", subject, text) { Headers = [$"In-Reply-To: <{answers}>", $"References: <{answers}>"] };

    private string Newest() => Body(_carol.Messages()[^1]);

    private string Stamp() => _now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<string> StatusAsync() => (string)(await _desk.TicketAsync(1, Token))["status"]!;

    private Task LaterAsync(TimeSpan time)
    {
        _now += time;
        return RoundAsync();
    }

    private async Task ArriveAsync(Letter letter)
    {
        await (letter with { To = _desk.Address }).SendAsync(fixture.Servers, Token);
        await RoundAsync();
    }

    private Task RoundAsync() => _desk.RunOnceAsync(Token, _now);
}
