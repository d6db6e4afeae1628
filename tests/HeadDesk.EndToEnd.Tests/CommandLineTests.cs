using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The program as a person or a script calls it.</summary>
public sealed class CommandLineTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task Check_ListsCapabilitiesAndFoldersAndChangesNothing()
    {
        using var desk = new TestDesk(Servers);
        var carol = Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        var outcome = (await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token)).Succeeded();
        Assert.Equal("", outcome.Errors);
        Assert.Matches("capabilities: .*\\bIDLE\\b.*\\bMOVE\\b", outcome.Output);
        Assert.Matches("folders: .*\\bINBOX\\b.*\\bJunk\\b", outcome.Output);
        Assert.Contains("alice, bob", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("extensions: .*\\bPIPELINING\\b", outcome.Output);
        Assert.Empty(carol.Messages());
        Assert.DoesNotContain("alice", desk.Mailbox.Folders());
        Assert.False(Directory.Exists(desk.DataDirectory));
        Assert.DoesNotContain('S', Assert.Single(desk.Mailbox.Messages()).Flags);
    }

    [Fact]
    public async Task Check_AsJson_LooksAtEverythingAndTellsOfADamagedStore()
    {
        using var desk = new TestDesk(Servers);
        await desk.RunOnceAsync(Token);
        var sound = JsonNode.Parse((await Headdesk.RunAsync(["check", "--json", "--config", desk.ConfigFile], Token)).Succeeded().Output)!.AsArray();
        Assert.Superset(
            new HashSet<string> { "configuration", "addresses", "templates", "data", "IMAP", "SMTP", "clock" },
            sound.Select(f => (string)f!["area"]!).ToHashSet());
        Assert.DoesNotContain(sound, f => (string)f!["mark"]! == "wrong");
        Assert.Contains(sound, f => (string)f!["mark"]! == "good" && ((string)f["text"]!).Contains("the store is sound", StringComparison.Ordinal));
        Assert.Contains(sound, f => (string)f!["mark"]! == "warning" && ((string)f["text"]!).Contains("desk.authservId", StringComparison.Ordinal));
        Assert.Contains(sound, f => (string)f!["area"]! == "clock" && ((string)f["text"]!).Contains("agrees", StringComparison.Ordinal)); // Exim's greeting has a date.
        var database = Path.Combine(desk.DataDirectory, "headdesk.db");
        var before = await File.ReadAllBytesAsync(database, Token);
        await File.WriteAllBytesAsync(database, [.. before.Take(4096), .. new byte[before.Length - 4096]], Token);
        var damaged = await Headdesk.RunAsync(["check", "--json", "--config", desk.ConfigFile], Token);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Equal("data", (string)Assert.Single(JsonNode.Parse(damaged.Output)!.AsArray(), f => (string)f!["mark"]! == "wrong")!["area"]!);
        await File.WriteAllTextAsync(desk.ConfigFile, "{ \"imap\": { \"prot\": 1 } }", Token);
        var broken = await Headdesk.RunAsync(["check", "--json", "--config", desk.ConfigFile], Token);
        Assert.Equal((1, "wrong"), (broken.ExitCode, (string)Assert.Single(JsonNode.Parse(broken.Output)!.AsArray())!["mark"]!));
        Assert.Contains("imap.prot, did you mean port", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NamesEachServerThatIsWrong()
    {
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["user"] = "nobody-knows-me@example.com";
            c["smtp"]!["passwordFile"] = "headdesk.json";
            c["imap"]!["passwordFile"] = "headdesk.json";
        });
        var outcome = await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token);
        Assert.Equal(1, outcome.ExitCode);
        var lines = outcome.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("IMAP", lines[0], StringComparison.Ordinal);
        Assert.Contains("SMTP", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysRotate_KeepsTheOldKeyAndTheTicketsOfItsTokens()
    {
        using var desk = new TestDesk(Servers);
        var carol = Servers.CreateOutsider("carol");
        (await Headdesk.RunAsync(["keys", "rotate", "--config", desk.ConfigFile], Token)).FailedPlainly("no such directory", desk.DataDirectory);
        await desk.RunOnceAsync(Token);
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        var notice = Assert.Single(carol.Messages());
        var outcome = (await Headdesk.RunAsync(["keys", "rotate", "--config", desk.ConfigFile], Token)).Succeeded();
        Assert.Equal("a new key signs from now on; 1 older one still verifies\n", outcome.Output);
        await new Letter(carol.Address, desk.Address, "hm") { Headers = [$"References: {notice.MessageId}"] }.SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(2, (int)Assert.Single(await desk.TicketsAsync(Token))!["messages"]!);
    }

    [Fact]
    public async Task Inspect_ReadsStandardInput()
    {
        var letter = new Letter("carol@customer.example", "support@example.com", "Printer on fire");
        var outcome = (await Headdesk.RunAsync(["inspect", "-", "--json"], Token, input: letter.ToString())).Succeeded();
        var document = JsonNode.Parse(Assert.Single(outcome.Output.TrimEnd('\n').Split('\n')))!;
        Assert.Equal("-", (string)document["file"]!);
        Assert.Equal(letter.MessageId, ((string)document["messageId"]!).Trim('<', '>'));
        Assert.Equal(("carol@customer.example", "customer"), ((string)document["from"]!["address"]!, (string)document["kind"]!));
        string[] keys = ["replyTo", "to", "cc", "subject", "date", "inReplyTo", "references", "text", "reply", "attachments", "reasons", "bounce", "forwarded", "defects"];
        Assert.All(keys, key => Assert.True(document.AsObject().ContainsKey(key), key));
    }

    [Fact]
    public async Task Inspect_TakesWhateverItIsGiven()
    {
        foreach (var input in new[] { "", "\0\0\0", "no header at all", "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n--b" })
        {
            var outcome = (await Headdesk.RunAsync(["inspect", "-", "--json"], Token, input: input)).Succeeded();
            Assert.NotNull(JsonNode.Parse(outcome.Output)!["defects"]);
            Assert.Equal("", outcome.Errors);
        }
    }

    [Fact]
    public async Task Inspect_MissingFile_IsNamedAndTheOthersAreShown()
    {
        using var desk = new TestDesk(Servers);
        var there = Path.Combine(desk.Folder, "there.eml");
        await File.WriteAllTextAsync(there, new Letter("carol@customer.example", desk.Address, "Printer on fire").ToString(), Token);
        var outcome = await Headdesk.RunAsync(["inspect", Path.Combine(desk.Folder, "missing.eml"), there, "--json"], Token);
        Assert.Equal("Printer on fire", (string)JsonNode.Parse(outcome.Output)!["subject"]!);
        outcome.FailedPlainly("missing.eml");
    }

    [Fact]
    public async Task Tickets_AreReadBesideTheRunningDaemon()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["baseline"] = "process");
        var carol = Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await using var daemon = RunningDaemon.Start(desk);
        await carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        Assert.Single(await desk.TicketsAsync(Token));
        Assert.Single(await desk.EntriesAsync(1, "notice", Token));
        var page = (await Headdesk.RunAsync(["tickets", "--config", desk.ConfigFile], Token)).Succeeded().Output;
        Assert.Contains("HD-1", page, StringComparison.Ordinal);
        (await Headdesk.RunAsync(["tickets", "show", "7", "--config", desk.ConfigFile], Token)).FailedPlainly("there is no ticket 7");
        await daemon.StopAsync(Token);
    }

    [Theory]
    [InlineData("run --now 2026-12-24T09:00:00Z", "--once")]
    [InlineData("run --once --now tomorrow", "tomorrow")]
    [InlineData("run --onec", "--onec")]
    [InlineData("dance", "dance")]
    [InlineData("inspect", "inspect")]
    [InlineData("tickets show", "show")]
    [InlineData("tickets show seven", "seven")]
    [InlineData("init --no-input", "--address")]
    [InlineData("init --no-input --address nobody", "nobody")]
    [InlineData("init --imap-security ssl", "ssl")]
    [InlineData("completion", "command")]
    [InlineData("", "")]
    public async Task BadUsage_IsOneLineAndExitCodeTwo(string arguments, string named)
    {
        var outcome = await Headdesk.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), Token);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Theory]
    [InlineData("headdesk ch", "check")]
    [InlineData("headdesk completion b", "bash")]
    [InlineData("headdesk init --imap-security st", "starttls")]
    [InlineData("headdesk run --onc", "--once")]
    public async Task Completion_FinishesTheWordInBash(string line, string expected)
    {
        var script = $"""
            source <("$1" completion bash)
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={line.Count(c => c == ' ')}
            _headdesk "$1"
            printf '%s\n' "${"{COMPREPLY[@]}"}"
            """;
        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", script, "bash", Headdesk.Path]) { RedirectStandardOutput = true })!;
        Assert.Equal(expected + "\n", await bash.StandardOutput.ReadToEndAsync(Token));
        await bash.WaitForExitAsync(Token);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("--version")]
    public async Task Help_IsNoError(string arguments) =>
        Assert.NotEqual("", (await Headdesk.RunAsync(arguments.Split(' '), Token)).Succeeded().Output);

    public void Dispose() => _limit.Dispose();
}
