using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;

namespace HeadDesk.EndToEnd.Tests;

/// <summary><c>headdesk init</c>: from nothing to a desk that answers its first mail.</summary>
public sealed class InitTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-init-");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    private string ConfigFile => Path.Combine(_folder.FullName, "etc", "headdesk.json");

    [Fact]
    public async Task Flags_MakeADeskThatAnswersItsFirstMail()
    {
        var (desk, alice, carol) = (Servers.CreateAccount(), Servers.CreateAccount(), Servers.CreateOutsider("carol"));
        var secret = Path.Combine(_folder.FullName, "given");
        await File.WriteAllTextAsync(secret, Servers.Password + "\n", Token);
        string[] call =
        [
            "init", "--no-input", "--config", ConfigFile, "--address", desk.Address, "--name", "Example \"Support\"", "--admin", "Alice Example", "--admin-address", alice.Address,
            "--staff", "bob=bob@example.com", "--time-zone", "Europe/Berlin", "--password-file", secret,
            "--imap-host", "127.0.0.1", "--imap-port", $"{Servers.ImapPort}", "--smtp-host", "127.0.0.1", "--smtp-port", $"{Servers.SmtpPort}",
        ];

        var made = (await Headdesk.RunAsync(call, Token)).Succeeded();
        foreach (var folder in new[] { "alice", "alice/Closed", "bob", "bob/Closed", "HeadDesk/Quarantine", "HeadDesk/Commands" })
        {
            Assert.Contains($"made the folder {folder}\n", made.Output, StringComparison.Ordinal);
            Assert.Contains(folder, desk.Folders());
        }

        Assert.Contains("✓ IMAP", made.Output, StringComparison.Ordinal); // It ends with the check.
        var kept = Path.Combine(_folder.FullName, "etc", "secrets", "imap");
        Assert.Equal(Servers.Password + "\n", await File.ReadAllTextAsync(kept, Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(kept));
        Assert.DoesNotContain(Servers.Password, made.Output + made.Errors + await File.ReadAllTextAsync(ConfigFile, Token), StringComparison.Ordinal);
        Assert.Empty(alice.Messages());

        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        (await Headdesk.RunAsync(["run", "--once", "--config", ConfigFile], Token, environment: new Dictionary<string, string> { ["HEADDESK__Imap__Baseline"] = "process" })).Succeeded();
        await carol.WaitForCountAsync(1, Token);
        Assert.Contains("HD-1", carol.Messages()[0].Subject, StringComparison.Ordinal);

        // A second time it touches nothing; forced, it keeps what was there.
        var before = await File.ReadAllTextAsync(ConfigFile, Token);
        (await Headdesk.RunAsync(call, Token)).FailedPlainly(ConfigFile, "there already", "--force");
        Assert.Equal(before, await File.ReadAllTextAsync(ConfigFile, Token));
        await File.WriteAllTextAsync(ConfigFile, "mine", Token);
        var forced = (await Headdesk.RunAsync([.. call, "--force"], Token)).Succeeded();
        Assert.Contains("the folder alice is there", forced.Output, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(ConfigFile)!, "headdesk.json.2*")), Token));
        Assert.Equal(before, await File.ReadAllTextAsync(ConfigFile, Token));
    }

    [Fact]
    public async Task Questions_AreAskedForWhatIsMissing()
    {
        var (desk, alice) = (Servers.CreateAccount(), Servers.CreateAccount());
        var answers = string.Join('\n', "not an address", desk.Address, "", "alice", desk.Address, alice.Address, "Mars", "UTC", "", "wrong", Servers.Password, "");
        var made = (await Headdesk.RunAsync(
            ["init", "--config", ConfigFile, "--imap-host", "127.0.0.1", "--imap-port", $"{Servers.ImapPort}", "--smtp-host", "127.0.0.1", "--smtp-port", $"{Servers.SmtpPort}"],
            Token,
            input: answers)).Succeeded();
        Assert.Contains("\"not an address\" will not do", made.Output, StringComparison.Ordinal);
        Assert.Contains("an address of your own", made.Output, StringComparison.Ordinal);
        Assert.Contains("\"Mars\" will not do", made.Output, StringComparison.Ordinal);
        Assert.Contains("refused the login", made.Output, StringComparison.Ordinal); // The first password; it was asked for again.
        Assert.DoesNotContain(Servers.Password, made.Output, StringComparison.Ordinal);
        Assert.Equal(["secrets/imap"], Directory.EnumerateFiles(Path.Combine(_folder.FullName, "etc", "secrets")).Select(f => Path.GetRelativePath(Path.GetDirectoryName(ConfigFile)!, f)));
    }

    [Fact]
    public async Task WhatCannotWork_IsNamedAndNothingIsWritten()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        proxy.Refuse();
        var desk = Servers.CreateAccount();
        string[] call = ["init", "--no-input", "--config", ConfigFile, "--address", desk.Address, "--admin", "alice", "--admin-address", "alice@example.com"];
        string[] servers = ["--imap-host", "127.0.0.1", "--smtp-host", "127.0.0.1", "--smtp-port", $"{Servers.SmtpPort}"];
        var environment = new Dictionary<string, string> { ["HEADDESK__Imap__Password"] = "wrong-but-secret" };
        (await Headdesk.RunAsync([.. call, .. servers, "--imap-port", $"{proxy.Port}"], Token, environment: environment)).FailedPlainly("no IMAP server", $"127.0.0.1:{proxy.Port}", "refused", "--imap-host");
        var refused = await Headdesk.RunAsync([.. call, .. servers, "--imap-port", $"{Servers.ImapPort}"], Token, environment: environment);
        refused.FailedPlainly("refused the login", desk.Address);
        Assert.DoesNotContain("wrong-but-secret", refused.Output + refused.Errors, StringComparison.Ordinal);
        var missing = await Headdesk.RunAsync(["init", "--no-input", "--config", ConfigFile], Token);
        Assert.Equal((2, true), (missing.ExitCode, missing.Errors.Contains("--address is missing", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(ConfigFile)));
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Delete(recursive: true);
    }
}
