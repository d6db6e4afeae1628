using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary><c>install/install.sh</c> and the service it sets up.</summary>
public sealed partial class InstallTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private const string Config = "/etc/headdesk/headdesk.json";
    private const string Unit = "/etc/systemd/system/headdesk.service";
    private const string Owned = "/etc/headdesk /var/lib/headdesk";
    private const string Installed =
        "/usr/lib/headdesk* /usr/bin/headdesk /usr/share/bash-completion/completions/headdesk /etc/systemd/system/headdesk.service* /etc/systemd/system/*/headdesk.service";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-install-");

    private static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Headdesk.Path)!, "..", "..", "..", "..", ".."));

    private static string Script { get; } = Path.Combine(Repository, "install", "install.sh");

    private static string[] Install { get; } = ["bash", Script, "--from", Path.GetDirectoryName(Headdesk.Path)!];

    private CancellationToken Token => _limit.Token;

    [BareMachineFact]
    public async Task BareMachine_HasADeskThatAnswersItsFirstMail()
    {
        var servers = fixture.Servers;
        var (desk, alice, carol) = (servers.CreateAccount(), servers.CreateAccount(), servers.CreateOutsider("carol"));
        var (made, reason) = await BareMachine.TryStartAsync(Token);
        Assert.True(made is not null, reason);
        await using var machine = made;

        var said = (await machine.RunAsync(Install, Token)).Succeeded().Output;
        Assert.Contains("making the user headdesk", said, StringComparison.Ordinal);
        Assert.Contains($"headdesk init --config {Config} --data-directory /var/lib/headdesk", said, StringComparison.Ordinal);
        var before = await machine.ListAsync($"{Installed} {Owned} /etc/passwd /etc/group", Token);
        Assert.Contains("drwxr-x--- headdesk:headdesk /etc/headdesk \n", before, StringComparison.Ordinal);
        Assert.Contains("drwx------ headdesk:headdesk /var/lib/headdesk \n", before, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/headdesk ../lib/headdesk/headdesk\n", before, StringComparison.Ordinal);
        Assert.DoesNotContain(before.Split('\n'), line => line.Contains(" root:root ", StringComparison.Ordinal) && line[0] != 'l' && (line[5] == 'w' || line[8] == 'w'));

        said = (await machine.RunAsync(Install, Token)).Succeeded().Output;
        Assert.DoesNotContain("writing", said, StringComparison.Ordinal);
        Assert.Equal(before, await machine.ListAsync($"{Installed} {Owned} /etc/passwd /etc/group", Token));

        string[] init =
        [
            "headdesk", "init", "--no-input", "--config", Config, "--data-directory", "/var/lib/headdesk", "--address", desk.Address, "--name", "Example Support", "--admin", "Alice Example",
            "--admin-address", alice.Address, "--time-zone", "Europe/Berlin", "--imap-host", "127.0.0.1", "--imap-port", $"{servers.ImapPort}", "--smtp-host", "127.0.0.1", "--smtp-port", $"{servers.SmtpPort}",
        ];
        (await machine.RunAsUserAsync("headdesk", init, Token, new Dictionary<string, string> { ["HEADDESK__Imap__Password"] = servers.Password })).Succeeded();
        var unit = (await machine.RunAsync(["cat", Unit], Token)).Succeeded().Output;
        await using (var daemon = RunningDaemon.Of(machine.StartService(Line(unit, "User"), Line(unit, "ExecStart").Split(' '))))
        {
            await daemon.SaysAsync("connected to IMAP", Token);
            await daemon.HoldsAsync(() => Status(machine)["lastPoll"] is not null, "a first look: what comes now is new", Token);
            await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(servers, Token);
            await carol.WaitForCountAsync(1, Token);
            Assert.Contains("HD-1", carol.Messages()[0].Subject, StringComparison.Ordinal);
            Assert.True((bool)Status(machine)["well"]!);
            await daemon.StopAsync(Token);
        }

        var kept = await machine.ListAsync(Owned, Token);
        Assert.Contains("-rw------- headdesk:headdesk /etc/headdesk/secrets/imap", kept, StringComparison.Ordinal);
        Assert.Contains("headdesk:headdesk /var/lib/headdesk/headdesk.db", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(" root:root ", kept, StringComparison.Ordinal);
        said = (await machine.RunAsync(["bash", Script, "--uninstall"], Token)).Succeeded().Output;
        Assert.Contains("left as they are: /etc/headdesk, /var/lib/headdesk and the user headdesk", said, StringComparison.Ordinal);
        Assert.Equal("", await machine.ListAsync(Installed, Token));
        Assert.Equal(kept, await machine.ListAsync(Owned, Token));

        // Back again, it goes on where it was.
        said = (await machine.RunAsync(Install, Token)).Succeeded().Output;
        Assert.DoesNotContain("making", said, StringComparison.Ordinal);
        Assert.Contains("headdesk check", said, StringComparison.Ordinal);
        Assert.Equal(kept, await machine.ListAsync(Owned, Token));
        var tickets = (await machine.RunAsUserAsync("headdesk", ["headdesk", "tickets", "list", "--config", Config, "--json"], Token)).Succeeded();
        Assert.Equal("Printer on fire", (string)Assert.Single(JsonNode.Parse(tickets.Output)!.AsArray())!["subject"]!);
    }

    /// <summary>With a systemctl in place that writes down what it is told.</summary>
    [BareMachineFact]
    public async Task Service_IsStoppedWhileItsProgramIsExchanged()
    {
        const string Recorder = """
            #!/bin/sh
            echo "$1 $(cat /usr/lib/headdesk/news 2>/dev/null)" >>/var/calls
            case $1 in show) cat /var/state ;; stop) echo inactive >/var/state ;; start) echo active >/var/state ;; esac
            """;
        var newer = Path.Combine(_folder.FullName, "newer");
        var (made, reason) = await BareMachine.TryStartAsync(Token);
        Assert.True(made is not null, reason);
        await using var machine = made;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "systemctl"), Recorder, Token);
        (await machine.RunAsync(["bash", "-c", $"install -m 0755 '{_folder}/systemctl' /usr/bin/systemctl && mkdir -p /run/systemd/system && echo inactive >/var/state"], Token)).Succeeded();
        (await Shell.RunAsync(["cp", "-R", Install[^1], newer], Token)).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(newer, "news"), "newer", Token);

        (await machine.RunAsync(Install, Token)).Succeeded(); // No configuration yet: nothing is started.
        Assert.Equal(["show ", "--quiet ", "daemon-reload ", "show "], await CallsAsync());
        (await machine.RunAsync(["bash", "-c", "echo activating >/var/state; touch /etc/headdesk/headdesk.json"], Token)).Succeeded();
        (await machine.RunAsync(Install, Token)).Succeeded();
        Assert.Empty(await CallsAsync());
        (await machine.RunAsync([.. Install[..^1], newer], Token)).Succeeded();
        Assert.Equal(["show ", "stop ", "daemon-reload newer", "show newer", "start newer"], await CallsAsync());
        (await machine.RunAsync(["bash", Script, "--rollback"], Token)).Succeeded();
        Assert.Equal(["show newer", "stop newer", "start "], await CallsAsync());
        (await machine.RunAsync(["bash", Script, "--uninstall"], Token)).Succeeded();
        Assert.Equal(["--quiet ", "--quiet ", "daemon-reload "], await CallsAsync());

        async Task<string[]> CallsAsync() =>
            (await machine.RunAsync(["bash", "-c", "cat /var/calls 2>/dev/null; rm -f /var/calls"], Token)).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Upgrade_KeepsTheProgramBeforeAndGoesBack()
    {
        var (root, newer) = (_folder.CreateSubdirectory("root").FullName, Path.Combine(_folder.FullName, "newer"));
        string[] there = ["--root", root];
        (await Shell.RunAsync([.. Install, .. there], Token)).Succeeded();
        Assert.Equal(File.ReadAllText(Path.Combine(Repository, "install", "headdesk.service")), File.ReadAllText(root + Unit));
        Assert.Contains("complete", File.ReadAllText(root + "/usr/share/bash-completion/completions/headdesk"), StringComparison.Ordinal);
        (await Shell.RunAsync(["cp", "-R", Install[^1], newer], Token)).Succeeded();
        File.WriteAllText(Path.Combine(newer, "news"), "newer");
        File.WriteAllText(root + Config, "mine");

        (await Shell.RunAsync(["bash", Script, "--from", newer, .. there], Token)).Succeeded();
        Assert.True(File.Exists(root + "/usr/lib/headdesk/news"));
        (await Shell.RunAsync(["bash", Script, "--rollback", .. there], Token)).Succeeded();
        Assert.False(File.Exists(root + "/usr/lib/headdesk/news"));
        Assert.True(File.Exists(root + "/usr/lib/headdesk.previous/news"));

        // One that cannot start takes nobody's place.
        var settings = Path.Combine(newer, "headdesk.runtimeconfig.json");
        File.WriteAllText(settings, RuntimeVersion().Replace(File.ReadAllText(settings), "\"version\": \"99.0.0\""));
        var refused = await Shell.RunAsync(["bash", Script, "--from", newer, .. there], Token);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("needs the .NET 10 runtime", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(["headdesk", "headdesk.previous"], Directory.GetDirectories(root + "/usr/lib").Select(Path.GetFileName).Order());
        Assert.False(File.Exists(root + "/usr/lib/headdesk/news"));

        (await Shell.RunAsync(["bash", Script, "--uninstall", .. there], Token)).Succeeded();
        Assert.Equal([root + Config], Directory.GetFiles(root, "*", SearchOption.AllDirectories));
        Assert.True(Directory.Exists(root + "/var/lib/headdesk"));
    }

    [Theory]
    [InlineData(2, "is not known", "--form", "/tmp")]
    [InlineData(2, "wants a folder", "--from")]
    [InlineData(2, "one thing at a time", "--uninstall", "--rollback")]
    [InlineData(1, "is no folder", "--root", "/nowhere/at/all")]
    [InlineData(1, "holds no built program", "--root", ".", "--from", ".")]
    public async Task WrongCall_IsSaidAndNothingIsWritten(int code, string named, params string[] arguments)
    {
        var outcome = await Shell.RunAsync(["bash", Script, .. arguments], Token, folder: _folder.FullName);
        Assert.Equal(code, outcome.ExitCode);
        Assert.Contains(named, outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [SystemdAnalyzeFact]
    public async Task Unit_IsAsHardAsTheManualSays()
    {
        var claimed = Number(Exposure(), File.ReadAllText(Path.Combine(Repository, "docs", "security.md")));
        var measured = (await Shell.RunAsync(["systemd-analyze", "security", "--offline=true", Path.Combine(Repository, "install", "headdesk.service")], Token)).Succeeded().Output;
        Assert.InRange(Number(Exposure(), measured), 0, claimed);
        Assert.InRange(claimed, 0, 1.9);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Delete(recursive: true);
    }

    private JsonNode Status(BareMachine machine) =>
        JsonNode.Parse(machine.RunAsUserAsync("headdesk", ["headdesk", "status", "--config", Config, "--json"], Token).GetAwaiter().GetResult().Succeeded().Output)!;

    private static string Line(string unit, string key) => Assert.Single(unit.Split('\n'), line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    private static double Number(Regex place, string text) => double.Parse(Assert.Single(place.Matches(text)).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""exposure level for headdesk\.service: (\d+\.\d+)""")]
    private static partial Regex Exposure();

    [GeneratedRegex("""
        "version": "[0-9.]+"
        """)]
    private static partial Regex RuntimeVersion();
}

/// <summary>Skipped where there is no systemd to ask.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemdAnalyzeFactAttribute : FactAttribute
{
    public SystemdAnalyzeFactAttribute() => Skip = File.Exists("/usr/bin/systemd-analyze") ? null : "systemd-analyze is not installed here";
}
