using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>What an admin gets wrong: one plain line that names what and where, exit code 1, never a stack trace, never a password.</summary>
public sealed class WrongConfigurationTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private const string Secret = "correct-horse-battery";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task WrongImapPassword_IsNamed()
    {
        using var desk = DeskWith("wrong", c => c["imap"]!["passwordFile"] = "wrong");
        await AssertNamedAsync(desk, $"127.0.0.1:{Servers.ImapPort}", "refused the login", desk.Address);
    }

    [Fact]
    public async Task WrongSmtpPassword_IsNamed()
    {
        using var desk = DeskWith("wrong", c => c["smtp"]!["passwordFile"] = "wrong");
        var failed = await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token);
        failed.FailedPlainly("SMTP", $"127.0.0.1:{Servers.SmtpPort}", "refused the login", desk.Address);
        Assert.DoesNotContain(Secret, failed.Errors + failed.Output, StringComparison.Ordinal);

        // With a mail to send, the round fails too; what it took in stays.
        await new Letter(Servers.CreateOutsider("carol").Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        var round = await desk.TryOnceAsync(Token);
        Assert.Equal(1, round.ExitCode);
        var line = Assert.Single(round.Errors.Split('\n'), l => l.StartsWith("headdesk: ", StringComparison.Ordinal));
        Assert.Contains("refused the login", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", round.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, round.Errors + round.Output, StringComparison.Ordinal);
        Assert.Single(await desk.TicketsAsync(Token));
    }

    [Fact]
    public async Task UnknownHost_IsNamed()
    {
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["host"] = "imap.invalid"; // RFC 6761 §6.4: never resolves
            c["imap"]!["security"] = "tls";
        });
        await AssertNamedAsync(desk, "imap.invalid", "unknown");
    }

    [Fact]
    public async Task RefusedPort_IsNamed()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        proxy.Refuse();
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        await AssertNamedAsync(desk, $"cannot connect to 127.0.0.1:{proxy.Port}", "refused");
    }

    [Fact]
    public async Task TlsSpokenToAPlainPort_IsNamed()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["security"] = "tls");
        await AssertNamedAsync(desk, $"127.0.0.1:{Servers.ImapPort}", "TLS");
    }

    [Fact]
    public async Task SmtpPortGivenForImap_IsNamed()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = Servers.SmtpPort);
        await AssertNamedAsync(desk, $"127.0.0.1:{Servers.SmtpPort}", "220");
    }

    [Fact]
    public async Task UnknownKey_IsNamedWithTheNearest()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["pasword"] = Secret);
        await AssertNamedAsync(desk, desk.ConfigFile, "imap.pasword", "did you mean password");
    }

    [Fact]
    public async Task UnknownKeyInTheEnvironment_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        var environment = new Dictionary<string, string> { ["HEADDESK__Imap__Hots"] = "x" };
        (await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token, environment: environment)).FailedPlainly("imap.hots", "did you mean host");
    }

    [Fact]
    public async Task BadValue_IsNamedWithWhatWouldBeRight()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["pollInterval"] = "soon");
        await AssertNamedAsync(desk, "imap.pollInterval", "\"soon\"");
    }

    [Fact]
    public async Task BrokenJson_IsNamedWithItsLine()
    {
        using var desk = new TestDesk(Servers);
        await File.WriteAllTextAsync(desk.ConfigFile, "{\n  \"desk\": {\n", Token);
        await AssertNamedAsync(desk, desk.ConfigFile, "line 3");
    }

    [Fact]
    public async Task MissingConfiguration_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        File.Delete(desk.ConfigFile);
        await AssertNamedAsync(desk, desk.ConfigFile, "no such file");
        (await Headdesk.RunAsync(["tickets", "--config", desk.ConfigFile], Token)).FailedPlainly(desk.ConfigFile, "no such file");
    }

    [Theory]
    [InlineData("imap", "passwordFile")]
    [InlineData("smtp", "passwordFile")]
    [InlineData("imap", "certificateAuthorityFile")]
    public async Task MissingFile_IsNamedWithItsKey(string section, string key)
    {
        using var desk = new TestDesk(Servers, c => c[section]![key] = "not-there");
        await AssertNamedAsync(desk, $"{section}.{key}", Path.Combine(desk.Folder, "not-there"), "no such file");
    }

    [Fact]
    public async Task EmptyPasswordFile_IsNamed()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["passwordFile"] = "empty");
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, "empty"), "", Token);
        await AssertNamedAsync(desk, Path.Combine(desk.Folder, "empty"), "empty");
    }

    [Fact]
    public async Task SecretThatIsAFolder_IsNamedWithItsKey()
    {
        using var desk = new TestDesk(Servers, c => c["smtp"]!["passwordFile"] = ".");
        await AssertNamedAsync(desk, "smtp.passwordFile", desk.Folder, "not a file");
    }

    [Fact]
    public async Task CredentialOfSystemd_IsUsed_AndNamedWhereThereIsNone()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["passwordFile"] = "credential:password");
        await AssertNamedAsync(desk, "imap.passwordFile", "credential:password", "CREDENTIALS_DIRECTORY");
        var environment = new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = desk.Folder };
        (await Headdesk.RunAsync(["run", "--once", "--config", desk.ConfigFile], Token, environment: environment)).Succeeded();
    }

    [Fact]
    public async Task WrongType_IsNamed()
    {
        using var desk = new TestDesk(Servers, c => c["staff"] = "alice");
        await AssertNamedAsync(desk, desk.ConfigFile, "staff: \"alice\" is not a list");
    }

    [Fact]
    public async Task AuthorityFileWithoutACertificate_IsNamed()
    {
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["certificateAuthorityFile"] = "password";
            c["imap"]!["security"] = "tls";
        });
        await AssertNamedAsync(desk, "certificate authority file", Path.Combine(desk.Folder, "password"));
    }

    [Theory]
    [InlineData("Hello {{ticket.tag}}", "subject:")]
    [InlineData("subject: x\n\nHello {{#if}", "acknowledgement.md")]
    [InlineData("subject: x\n\nHello {{ticket.nonsense}}", "nonsense")]
    public async Task BrokenTemplate_IsNamed(string template, string named)
    {
        using var desk = new TestDesk(Servers);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(desk.Folder, "templates")).FullName, "acknowledgement.md");
        await File.WriteAllTextAsync(file, template, Token);
        await AssertNamedAsync(desk, file, named);
    }

    [Fact]
    public async Task BrokenCannedAnswer_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(desk.Folder, "templates", "answers")).FullName, "sorry.md");
        await File.WriteAllTextAsync(file, "Hello {{ticket.nonsense}}", Token);
        await AssertNamedAsync(desk, file, "nonsense");
    }

    [Fact]
    public async Task BrokenTemplateOfALanguage_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(desk.Folder, "templates", "de")).FullName, "acknowledgement.md");
        await File.WriteAllTextAsync(file, "Hallo", Token);
        await AssertNamedAsync(desk, file, "subject:");
    }

    [Fact]
    public async Task UnreadableTemplate_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(desk.Folder, "templates")).FullName, "acknowledgement.md");
        File.CreateSymbolicLink(file, "/proc/self/mem"); // A file that is there and cannot be read, for root neither.
        await AssertNamedAsync(desk, file);
    }

    [Fact]
    public async Task DataDirectoryInUse_IsNamedWithTheProcess()
    {
        using var desk = new TestDesk(Servers);
        await using var daemon = RunningDaemon.Start(desk);
        await daemon.SaysAsync("connected to IMAP", Token);
        (await desk.TryOnceAsync(Token)).FailedPlainly(desk.DataDirectory, $"in use by process {daemon.Id}");
        (await Headdesk.RunAsync(["run", "--config", desk.ConfigFile], Token)).FailedPlainly(desk.DataDirectory, $"in use by process {daemon.Id}");
        (await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token)).Succeeded();
        await daemon.StopAsync(Token);
    }

    [Fact]
    public async Task DataDirectoryThatIsAFile_IsNamed()
    {
        using var desk = new TestDesk(Servers, c => c["desk"]!["dataDirectory"] = "password");
        (await desk.TryOnceAsync(Token)).FailedPlainly(Path.Combine(desk.Folder, "password"));
    }

    [Fact]
    public async Task StoreThatIsNone_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        Directory.CreateDirectory(desk.DataDirectory);
        await File.WriteAllTextAsync(Path.Combine(desk.DataDirectory, "headdesk.db"), string.Concat(Enumerable.Repeat("no database\n", 1000)), Token);
        (await desk.TryOnceAsync(Token)).FailedPlainly(Path.Combine(desk.DataDirectory, "headdesk.db"));
        (await Headdesk.RunAsync(["tickets", "--config", desk.ConfigFile], Token)).FailedPlainly(Path.Combine(desk.DataDirectory, "headdesk.db"));
    }

    [Fact]
    public async Task NoStoreYet_IsNamed()
    {
        using var desk = new TestDesk(Servers);
        (await Headdesk.RunAsync(["tickets", "list", "--config", desk.ConfigFile], Token)).FailedPlainly(desk.DataDirectory);
    }

    private TestDesk DeskWith(string passwordFile, Action<JsonObject> configure)
    {
        var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["baseline"] = "process";
            configure(c);
        });
        File.WriteAllText(Path.Combine(desk.Folder, passwordFile), Secret + "\n");
        return desk;
    }

    private async Task AssertNamedAsync(TestDesk desk, params string[] named)
    {
        foreach (var verb in new[] { "check", "run" })
        {
            var outcome = await Headdesk.RunAsync([verb, "--config", desk.ConfigFile, .. verb == "run" ? new[] { "--once" } : []], Token);
            outcome.FailedPlainly(named);
            Assert.DoesNotContain(Secret, outcome.Errors + outcome.Output, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _limit.Dispose();
}
