using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.MailServers;

namespace HeadDesk.Mail.Tests.Imap.Dovecot;

/// <summary>A real Dovecot that lacks what its name says; started once for the tests that share it.</summary>
public abstract class DovecotWithout(params string[] capabilities) : IAsyncLifetime
{
    private MailServerSet? servers;

    public IReadOnlyList<string> Missing { get; } = capabilities;

    public MailServerSet Servers => servers ?? throw new InvalidOperationException("not started");

    protected virtual MailServerOptions Options => new() { WithoutImapCapabilities = Missing };

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        servers = await MailServerSet.StartAsync(Options, limit.Token);
    }

    public async Task DisposeAsync()
    {
        if (servers is not null)
        {
            await servers.DisposeAsync();
        }
    }

    /// <summary>A client in an account of its own.</summary>
    public async Task<ImapClient> LogInAsync(MailAccount account, CancellationToken cancellationToken)
    {
        var endpoint = new MailEndpoint("127.0.0.1", Servers.ImapPort, ConnectionSecurity.None);
        var client = await ImapClient.ConnectAsync(endpoint, new ImapOptions { EnableQResync = true }, cancellationToken);
        await client.AuthenticateAsync(account.Address, account.Password, cancellationToken);
        return client;
    }
}

public sealed class DovecotWithoutNothing() : DovecotWithout();

public sealed class DovecotWithoutMove() : DovecotWithout("MOVE");

public sealed class DovecotWithoutMoveAndUidPlus() : DovecotWithout("MOVE", "UIDPLUS");

public sealed class DovecotWithoutLiteralPlusAndSaslIr() : DovecotWithout("LITERAL+", "SASL-IR");

public sealed class DovecotWithoutExtensions() : DovecotWithout(
    "MOVE", "UIDPLUS", "LITERAL+", "CONDSTORE", "QRESYNC", "IDLE", "LIST-STATUS", "LIST-EXTENDED", "SPECIAL-USE", "SASL-IR", "ESEARCH", "ID", "ENABLE");
