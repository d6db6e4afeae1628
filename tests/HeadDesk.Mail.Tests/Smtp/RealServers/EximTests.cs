using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;
using HeadDesk.MailServers;

namespace HeadDesk.Mail.Tests.Smtp.RealServers;

public sealed class EximTests(EximServer exim) : IClassFixture<EximServer>
{
    private readonly MailServerSet servers = exim.Servers;

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private SmtpOptions Options => new() { Connection = new ConnectionOptions { CertificateAuthorityFile = servers.CaFile } };

    private SmtpOptions LoggedIn(MailAccount account) => Options with { Credential = new PasswordCredential(account.Address, account.Password) };

    private Task<SmtpClient> ConnectAsync(ConnectionSecurity security, SmtpOptions options, string host = "localhost") => SmtpClient.ConnectAsync(
        new MailEndpoint(host, security == ConnectionSecurity.Tls ? servers.SmtpsPort : servers.SmtpPort, security), options, Deadline);

    private static byte[] Compose(string subject, string to, int size = 0)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        MessageComposer.Compose(
            new OutgoingMessage
            {
                From = new MailAddress("Example Support", "desk@example.com"),
                To = [new MailAddress(null, to)],
                Subject = subject,
                MessageId = $"{Guid.NewGuid():N}@example.com",
                Date = DateTimeOffset.UtcNow,
                Text = ".one dot\n..two\n.\nGrüße\n" + string.Concat(Enumerable.Repeat("padding\n", size / 9)),
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    [Theory]
    [InlineData(ConnectionSecurity.StartTls)]
    [InlineData(ConnectionSecurity.Tls)]
    public async Task LoggedInOverTls_MailArrivesAsComposed(ConnectionSecurity security)
    {
        var desk = servers.CreateAccount();
        var carol = servers.CreateOutsider("carol");
        await using var client = await ConnectAsync(security, LoggedIn(desk));

        var result = await client.SendAsync(new SmtpEnvelope(desk.Address, carol.Address), Compose("[HD-1] Grüße", carol.Address), Deadline);
        await client.QuitAsync(Deadline);

        Assert.True(client.IsSecure);
        Assert.NotNull(client.Certificate);
        Assert.True(result.IsAcceptedByAll, result.Reply.ToString());
        var message = await carol.WaitForMessageAsync(_ => true, Deadline);
        Assert.Equal($"<{desk.Address}>", message.Header("Return-Path"));
        Assert.Contains(".one dot\n..two\n.\nGr=C3=BC=C3=9Fe\n", message.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTls_NoPasswordIsSent()
    {
        var error = await Assert.ThrowsAsync<MailCommandException>(() => ConnectAsync(ConnectionSecurity.None, LoggedIn(servers.CreateAccount())));

        Assert.True(error.IsAuthenticationFailure);
        Assert.Contains("offers no way to log in", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionSecurity.StartTls)]
    [InlineData(ConnectionSecurity.Tls)]
    public async Task WrongPassword_IsOnePlainLine(ConnectionSecurity security)
    {
        var desk = servers.CreateAccount();

        var error = await Assert.ThrowsAsync<MailCommandException>(
            () => ConnectAsync(security, Options with { Credential = new PasswordCredential(desk.Address, "wrong-pässword") }));

        Assert.True(error.IsAuthenticationFailure);
        Assert.Contains($"refused the login of '{desk.Address}' by AUTH PLAIN: 535 Incorrect authentication data", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyLoginOffered_LoginWorksToo()
    {
        var desk = servers.CreateAccount();
        await using var connection = await MailConnection.ConnectAsync(
            new MailEndpoint("localhost", servers.SmtpsPort, ConnectionSecurity.Tls), Options.Connection, Deadline);
        var session = new SmtpSession(connection, Options);
        await SmtpHandshake.RunAsync(session, ConnectionSecurity.Tls, Deadline);
        session.Extensions = session.Extensions with { AuthMechanisms = ["LOGIN"] };

        await SmtpLogin.RunAsync(session, new PasswordCredential(desk.Address, desk.Password), Deadline);

        Assert.Equal(503, (await session.CommandAsync("AUTH LOGIN", "AUTH", Deadline)).Code); // already authenticated
    }

    [Theory]
    [InlineData(ConnectionSecurity.StartTls)]
    [InlineData(ConnectionSecurity.Tls)]
    public async Task CertificateForAnotherName_IsRefused(ConnectionSecurity security)
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(security, Options, "127.0.0.1"));

        Assert.Equal(MailFailure.Certificate, error.Failure);
        Assert.Contains("the certificate is for 'localhost', not for '127.0.0.1'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionSecurity.StartTls)]
    [InlineData(ConnectionSecurity.Tls)]
    public async Task UnknownAuthority_IsRefused(ConnectionSecurity security)
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(security, new SmtpOptions()));

        Assert.Equal(MailFailure.Certificate, error.Failure);
        Assert.Contains("is not trusted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredCertificate_IsRefused()
    {
        await using var expired = await MailServerSet.StartAsync(new MailServerOptions { Tls = true, ExpiredCertificate = true }, Deadline);
        var options = new SmtpOptions { Connection = new ConnectionOptions { CertificateAuthorityFile = expired.CaFile } };

        var error = await Assert.ThrowsAsync<MailProtocolException>(
            () => SmtpClient.ConnectAsync(new MailEndpoint("127.0.0.1", expired.SmtpsPort, ConnectionSecurity.Tls), options, Deadline));

        Assert.Equal(MailFailure.Certificate, error.Failure);
        Assert.Contains("valid only from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImplicitTlsOnThePlainPort_SuggestsStartTls()
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(() => SmtpClient.ConnectAsync(
            new MailEndpoint("localhost", servers.SmtpPort, ConnectionSecurity.Tls), Options, Deadline));

        Assert.Equal(MailFailure.Security, error.Failure);
    }

    [Fact]
    public async Task DeferredAndRefusedRecipients_AreKeptApart()
    {
        var desk = servers.CreateAccount();
        var carol = servers.CreateOutsider("carol");
        var busy = servers.CreateOutsider("busy").Address;
        var gone = servers.CreateOutsider("gone").Address;
        servers.DeferRecipient(busy);
        servers.RefuseRecipient(gone);
        await using var client = await ConnectAsync(ConnectionSecurity.StartTls, LoggedIn(desk));

        var mixed = await client.SendAsync(new SmtpEnvelope(desk.Address, carol.Address, busy, gone), Compose("mixed", carol.Address), Deadline);
        var onlyGone = await client.SendAsync(new SmtpEnvelope(desk.Address, gone), Compose("gone", gone), Deadline);
        var onlyBusy = await client.SendAsync(new SmtpEnvelope(null, busy), Compose("busy", busy), Deadline);
        var after = await client.SendAsync(new SmtpEnvelope(null, carol.Address), Compose("after", carol.Address), Deadline);

        Assert.Equal([SmtpOutcome.Accepted, SmtpOutcome.Deferred, SmtpOutcome.Rejected], mixed.Recipients.Select(one => one.Outcome));
        Assert.Equal("450 4.2.1 mailbox busy, try again later", mixed.Recipients[1].Reply.ToString());
        Assert.Equal(("5.1.1", "4.2.1"), (onlyGone.Reply.EnhancedStatus, onlyBusy.Reply.EnhancedStatus));
        Assert.Equal(SmtpOutcome.Accepted, after.Outcome);
        await carol.WaitForCountAsync(2, Deadline);
    }

    [Fact]
    public async Task Batch_ArrivesOnceEachAndIsAttributed()
    {
        const int count = 60;
        var carol = servers.CreateOutsider("carol");
        var gone = servers.CreateOutsider("gone").Address;
        servers.RefuseRecipient(gone);
        await using var client = await ConnectAsync(ConnectionSecurity.StartTls, Options);
        var messages = Enumerable.Range(0, count)
            .Select(i => new SmtpMessage(new SmtpEnvelope("desk@example.com", i % 10 == 3 ? gone : carol.Address), Compose($"no {i}", carol.Address, 20_000)))
            .ToArray();

        var outcomes = new List<SmtpOutcome>();
        await foreach (var result in client.SendAllAsync(messages, Deadline))
        {
            outcomes.Add(result.Outcome);
        }

        Assert.True(client.Extensions.Pipelining);
        Assert.Equal(Enumerable.Range(0, count).Select(i => i % 10 == 3 ? SmtpOutcome.Rejected : SmtpOutcome.Accepted), outcomes);
        await carol.WaitForCountAsync(count - (count / 10), Deadline);
        var subjects = carol.Messages().Select(message => message.Header("Subject")).ToHashSet();
        Assert.Equal(Enumerable.Range(0, count).Where(i => i % 10 != 3).Select(i => $"no {i}").ToHashSet(), subjects!);
    }

    [Fact]
    public async Task TooLarge_IsRefusedHereAndByTheServerAlike()
    {
        var carol = servers.CreateOutsider("carol");
        await using var client = await ConnectAsync(ConnectionSecurity.StartTls, Options);
        var bytes = Compose("large", carol.Address, EximServer.MaxMessageSize * 2);

        var local = await client.SendAsync(new SmtpEnvelope(null, carol.Address), bytes, Deadline);
        var remote = await client.SendAsync(new SmtpMessage(new SmtpEnvelope(null, carol.Address), () => new UnknownLength(bytes)), Deadline);

        Assert.Equal(EximServer.MaxMessageSize, client.Extensions.SizeLimit);
        Assert.Equal((SmtpOutcome.Rejected, "5.3.4", true), (local.Outcome, local.Reply.EnhancedStatus, local.Reply.IsLocal));
        Assert.Equal((SmtpOutcome.Rejected, 552, false), (remote.Outcome, remote.Reply.Code, remote.Reply.IsLocal));
    }

    [Fact]
    public async Task AddressWithUmlaut_NeedsAndUsesSmtpUtf8()
    {
        await using var client = await ConnectAsync(ConnectionSecurity.StartTls, Options);
        const string address = "jürgen@customer.example";
        var message = new SmtpMessage(new SmtpEnvelope("desk@example.com", address), Encoding.UTF8.GetBytes($"To: {address}\nSubject: x\n\nGrüße\n")) { HasUtf8Header = true };

        var result = await client.SendAsync(message, Deadline);

        Assert.True(client.Extensions.SmtpUtf8);
        Assert.True(result.IsAcceptedByAll, result.Reply.ToString());
    }

    [Fact]
    public async Task NobodyListens_IsOnePlainLine()
    {
        var port = Net.LoopbackPeer.ClosedPort();

        var error = await Assert.ThrowsAsync<MailProtocolException>(
            () => SmtpClient.ConnectAsync(new MailEndpoint("localhost", port, ConnectionSecurity.StartTls), Options, Deadline));

        Assert.Equal($"cannot connect to localhost:{port}: connection refused, nothing listens there", error.Message);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
