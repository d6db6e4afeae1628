using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>TLS and STARTTLS with a certificate for localhost that an authority of our own signed, and all that must be refused.</summary>
public sealed class SecureServersTests(SecureServersTests.Fixture fixture) : IClassFixture<SecureServersTests.Fixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private CancellationToken Token => _limit.Token;

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public async Task TrustedAuthority_MailGoesThrough(string security)
    {
        using var desk = DeskOn(fixture.Servers, security);
        var checkedOut = (await Headdesk.RunAsync(["check", "--config", desk.ConfigFile], Token)).Succeeded();
        Assert.Contains("certificate valid until", checkedOut.Output, StringComparison.Ordinal);
        Assert.Contains(", encrypted", checkedOut.Output, StringComparison.Ordinal);
        var carol = fixture.Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        await desk.RunOnceAsync(Token);
        await carol.WaitForCountAsync(1, Token);
        Assert.Single(carol.Messages());
    }

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public Task UnknownAuthority_IsRefused(string security) =>
        AssertRefusedAsync(fixture.Servers, security, s => s.Remove("certificateAuthorityFile"), "cannot trust localhost:");

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public Task CertificateForAnotherHost_IsRefused(string security) =>
        AssertRefusedAsync(fixture.Servers, security, s => s["host"] = "127.0.0.1", "cannot trust 127.0.0.1:");

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public Task ExpiredCertificate_IsRefused(string security) =>
        AssertRefusedAsync(fixture.Expired, security, _ => { }, "cannot trust localhost:", "valid only from");

    [Fact]
    public Task ServerWithoutStartTls_IsRefused() =>
        AssertRefusedAsync(fixture.Plain, "starttls", s => s.Remove("certificateAuthorityFile"), "STARTTLS");

    [Fact]
    public async Task Init_FindsOutHowTheServersAreProtected()
    {
        var desk = fixture.Servers.CreateAccount();
        var folder = Directory.CreateTempSubdirectory("headdesk-init-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "password"), fixture.Servers.Password + "\n", Token);
            var made = (await Headdesk.RunAsync(
                [
                    "init", "--no-input", "--config", Path.Combine(folder.FullName, "headdesk.json"), "--address", desk.Address, "--admin", "alice", "--admin-address", "alice@example.com",
                    "--password-file", Path.Combine(folder.FullName, "password"), "--certificate-authority-file", fixture.Servers.CaFile,
                    "--imap-host", "localhost", "--imap-port", $"{fixture.Servers.ImapsPort}", "--smtp-host", "localhost", "--smtp-port", $"{fixture.Servers.SmtpPort}",
                ],
                Token)).Succeeded();
            Assert.Contains($"IMAP: localhost:{fixture.Servers.ImapsPort} (tls) answers", made.Output, StringComparison.Ordinal);
            Assert.Contains($"SMTP: localhost:{fixture.Servers.SmtpPort} (starttls) answers", made.Output, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(folder.FullName, "secrets"))); // The password lies beside the configuration already.
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task AssertRefusedAsync(MailServerSet servers, string security, Action<JsonObject> configure, params string[] named)
    {
        using var imap = DeskOn(servers, security, c => configure(c["imap"]!.AsObject()));
        (await imap.TryOnceAsync(Token)).FailedPlainly(named);
        (await Headdesk.RunAsync(["check", "--config", imap.ConfigFile], Token)).FailedPlainly([.. named, .. new[] { "IMAP" }]);
    }

    /// <summary>IMAP as asked for; SMTP right, so that what is wrong stands alone.</summary>
    private static TestDesk DeskOn(MailServerSet servers, string security, Action<JsonObject>? configure = null) => new(servers, c =>
    {
        var imap = c["imap"]!.AsObject();
        var smtp = c["smtp"]!.AsObject();
        imap["baseline"] = "process";
        imap["port"] = security == "tls" ? servers.ImapsPort : servers.ImapPort;
        smtp["port"] = security == "tls" ? servers.SmtpsPort : servers.SmtpPort;
        foreach (var server in servers.Options is { Tls: true, ExpiredCertificate: false } ? new[] { imap, smtp } : [imap])
        {
            server["host"] = "localhost";
            server["security"] = security;
            if (servers.Options.Tls)
            {
                server["certificateAuthorityFile"] = servers.CaFile;
            }
        }

        if (servers.Options.ExpiredCertificate)
        {
            smtp["port"] = servers.SmtpPort;
        }

        configure?.Invoke(c);
    });

    public void Dispose() => _limit.Dispose();

    public sealed class Fixture : IAsyncLifetime
    {
        public MailServerSet Servers { get; private set; } = null!;

        public MailServerSet Expired { get; private set; } = null!;

        public MailServerSet Plain { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Servers = await MailServerSet.StartAsync(new MailServerOptions { Tls = true, CertificateNames = ["localhost"], AuthOnlyWithTls = true }, CancellationToken.None);
            Expired = await MailServerSet.StartAsync(new MailServerOptions { Tls = true, ExpiredCertificate = true }, CancellationToken.None);
            Plain = await MailServerSet.StartAsync(new MailServerOptions(), CancellationToken.None);
        }

        public async Task DisposeAsync()
        {
            await Servers.DisposeAsync();
            await Expired.DisposeAsync();
            await Plain.DisposeAsync();
        }
    }
}
