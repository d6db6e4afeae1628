using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests.MailServers;

[Collection(OnMailServers.Name)]
public sealed class MailServerSetTests(RunningServers running)
{
    private const string Hello = "From: Carol <carol@customer.example>\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nMessage-ID: <hello@customer.example>\n\nHello\n.\n..dots\n";

    private readonly MailServerSet _servers = running.Servers;

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task MailThroughExim_LiesInTheMailboxAsSent()
    {
        MailAccount support = _servers.CreateAccount();

        await _servers.DeliverAsync(new Envelope("carol@customer.example", support.Address), Hello, Deadline);

        StoredMessage message = Assert.Single(support.Messages());
        Assert.Equal("<hello@customer.example>", message.MessageId);
        Assert.Equal("<carol@customer.example>", message.Header("Return-Path"));
        Assert.EndsWith("\n\nHello\n.\n..dots\n", message.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailOverLmtp_LiesInTheMailboxOnReturn()
    {
        MailAccount support = _servers.CreateAccount();

        await _servers.DeliverLmtpAsync(new Envelope("", [support.Address]), Encoding.UTF8.GetBytes(Hello), Deadline);

        Assert.Equal("<>", Assert.Single(support.Messages()).Header("Return-Path"));
    }

    [Theory]
    [InlineData("o'brien=x@customer.example")]
    [InlineData("Mixed.Case@Customer.Example")]
    public async Task AnyAddress_HasAMailbox(string address)
    {
        await _servers.DeliverAsync(new Envelope("carol@customer.example", address), Hello, Deadline);

        Assert.NotEmpty(_servers.Mailbox(address).Messages());
        Assert.Contains(_servers.OutsideMailboxes(), mailbox => mailbox.Address.Equals(address, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task AddressWithTag_ArrivesInTheMailboxWithout()
    {
        MailAccount support = _servers.CreateAccount();
        string tagged = support.Address.Replace("@", "+token-7@", StringComparison.Ordinal);

        await _servers.DeliverAsync(new Envelope("carol@customer.example", tagged), Hello, Deadline);

        Assert.Equal(tagged, Assert.Single(support.Messages()).Header("Delivered-To"));
    }

    [Theory]
    [InlineData(true, "dmarc=pass header.from=customer.example")]
    [InlineData(false, "dmarc=none header.from=customer.example")]
    public async Task AuthenticationResults_VouchOnlyForWhoSignedIn(bool signedIn, string expected)
    {
        MailAccount support = _servers.CreateAccount();

        await _servers.DeliverAsync(new Envelope("carol@customer.example", support.Address), Hello, Deadline, signedIn ? support : null);

        Assert.Equal($"{RunningServers.AuthservId}; {expected}", Assert.Single(support.Messages()).Header("Authentication-Results"));
    }

    [Fact]
    public async Task PersonMovesAMessage_LiesInTheOtherFolder()
    {
        MailAccount support = _servers.CreateAccount();
        await _servers.DeliverAsync(new Envelope("carol@customer.example", support.Address), Hello, Deadline);
        await using Person alice = await Person.SignInAsync(_servers, support, Deadline);
        await alice.CreateFolderAsync("alice/Erledigt & Größe", Deadline);

        await alice.AddFlagsAsync("<hello@customer.example>", "INBOX", "\\Flagged", Deadline);
        await alice.MoveAsync("<hello@customer.example>", "INBOX", "alice/Erledigt & Größe", Deadline);

        Assert.Empty(support.Messages());
        Assert.Single(support.Messages("alice/Erledigt & Größe"));
        Assert.Contains("alice/Erledigt & Größe", support.Folders());
        Assert.Contains("alice/Erledigt & Größe", await alice.FoldersAsync(Deadline));
        Assert.Equal(["\\Flagged"], await alice.FlagsAsync("<hello@customer.example>", "alice/Erledigt & Größe", Deadline));
    }

    [Fact]
    public async Task PersonAppends_LiesInSent()
    {
        MailAccount support = _servers.CreateAccount();
        await using Person alice = await Person.SignInAsync(_servers, support, Deadline);

        await alice.AppendAsync("Sent", Encoding.UTF8.GetBytes(Hello.ReplaceLineEndings("\r\n")), Deadline);

        Assert.Equal("<hello@customer.example>", Assert.Single(support.Messages("Sent")).MessageId);
    }

    [Fact]
    public async Task MailboxFilledOnDisk_ShowsTheSameOrderOverImapAndMovesByLinking()
    {
        MailAccount support = _servers.CreateAccount();
        ReadOnlyMemory<byte>[] mails = Enumerable.Range(0, 300)
            .Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"Message-ID: <{n}@filled.example>\n\n{n}\n"))
            .ToArray();
        await support.FillAsync(mails, Deadline);
        await using Person alice = await Person.SignInAsync(_servers, support, Deadline);
        await alice.CommandAsync("SELECT INBOX", Deadline);

        IReadOnlyList<string> fetched = await alice.CommandAsync("UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])", Deadline);
        string[] files = support.Messages().Select(m => m.FileName.Split(":2,")[0]).ToArray();
        await alice.CommandAsync("UID MOVE 1:* Trash", Deadline);

        Assert.Equal(
            Enumerable.Range(0, 300).Select(n => $"<{n}@filled.example>"),
            fetched.Where(r => r.Contains("Message-ID", StringComparison.Ordinal)).Select(r => r.Split("Message-ID: ")[1].Split('\r')[0]));
        Assert.Equal(300, support.Messages("Trash").Count);
        Assert.Equal(300, files.Length);
    }

    [Fact]
    public async Task RecreatedMailbox_HasTheSameMailUnderANewUidValidity()
    {
        MailAccount support = _servers.CreateAccount();
        await _servers.DeliverLmtpAsync(new Envelope("", [support.Address]), Encoding.UTF8.GetBytes(Hello), Deadline);
        uint before;
        await using (Person alice = await Person.SignInAsync(_servers, support, Deadline))
        {
            before = await alice.UidValidityAsync("INBOX", Deadline);
        }

        await using Person open = await Person.SignInAsync(_servers, support, Deadline);
        await open.CommandAsync("SELECT INBOX", Deadline);
        await support.RecreateMailboxAsync(Deadline);

        await Assert.ThrowsAnyAsync<IOException>(() => open.CommandAsync("NOOP", Deadline));
        await using Person later = await Person.SignInAsync(_servers, support, Deadline);
        Assert.True(await later.UidValidityAsync("INBOX", Deadline) > before);
        Assert.Single(support.Messages());
    }

    [Fact]
    public async Task ChosenRecipients_AreDeferredRefusedOrBounced()
    {
        MailAccount sender = _servers.CreateAccount();
        string busy = _servers.CreateOutsider("busy").Address;
        string unknown = _servers.CreateOutsider("unknown").Address;
        string full = _servers.CreateOutsider("full").Address;
        _servers.DeferRecipient(busy);
        _servers.RefuseRecipient(unknown);
        _servers.BounceRecipient(full);

        var deferred = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _servers.DeliverAsync(new Envelope(sender.Address, busy), Hello, Deadline));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _servers.DeliverAsync(new Envelope(sender.Address, unknown), Hello, Deadline));
        await _servers.DeliverAsync(new Envelope(sender.Address, full), Hello, Deadline);
        StoredMessage bounce = await sender.WaitForMessageAsync(_ => true, Deadline);
        _servers.AcceptRecipient(busy);
        await _servers.DeliverAsync(new Envelope(sender.Address, busy), Hello, Deadline);

        Assert.Contains("450 4.2.1 mailbox busy", deferred.Message, StringComparison.Ordinal);
        Assert.Contains("550 5.1.1 no such user", refused.Message, StringComparison.Ordinal);
        Assert.Contains("report-type=delivery-status", bounce.Text, StringComparison.Ordinal);
        Assert.Contains("mailbox is full", bounce.Text, StringComparison.Ordinal);
        Assert.Single(_servers.Mailbox(busy).Messages());
    }

    [Fact]
    public async Task ImplicitTls_ShowsACertificateOfTheCa()
    {
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(_servers.CaFile);
        foreach (int port in (int[])[_servers.ImapsPort, _servers.SmtpsPort])
        {
            using var tcp = new TcpClient("127.0.0.1", port);
            await using var tls = new SslStream(tcp.GetStream());
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(authority);

            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy }, Deadline);

            Assert.True(tls.IsAuthenticated);
        }
    }

    [Fact]
    public async Task DovecotAway_MailWaitsInEximAndArrivesLater()
    {
        await using MailServerSet own = await MailServerSet.StartAsync(new MailServerOptions(), Deadline);
        MailAccount support = own.CreateAccount();
        await own.StopDovecotAsync();

        await own.SubmitAsync(new Envelope("carol@customer.example", support.Address), Encoding.UTF8.GetBytes(Hello), Deadline);
        await own.StartDovecotAsync(Deadline);

        await support.WaitForCountAsync(1, Deadline);
    }

    [Fact]
    public async Task OtherKindOfServer_AnnouncesAndSeparatesAsAsked()
    {
        await using MailServerSet own = await MailServerSet.StartAsync(
            new MailServerOptions { WithoutImapCapabilities = ["MOVE", "UIDPLUS", "IDLE"], HierarchySeparator = '.', NamespacePrefix = "INBOX." }, Deadline);
        MailAccount support = own.CreateAccount("support");
        await using Person alice = await Person.SignInAsync(own, support, Deadline);
        await alice.CreateFolderAsync("alice/Closed", Deadline);

        string capabilities = (await alice.CommandAsync("CAPABILITY", Deadline))[0];
        IReadOnlyList<string> listed = await alice.CommandAsync("LIST \"\" *", Deadline);

        Assert.DoesNotContain("MOVE", capabilities, StringComparison.Ordinal);
        Assert.DoesNotContain("IDLE", capabilities, StringComparison.Ordinal);
        Assert.Contains("CONDSTORE", capabilities, StringComparison.Ordinal);
        Assert.Contains(listed, line => line.EndsWith(" \".\" INBOX.alice.Closed", StringComparison.Ordinal));
        Assert.Contains("alice/Closed", support.Folders());
    }
}
