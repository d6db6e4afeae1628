using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>One Dovecot and one Exim for a class of tests; every test has mailboxes of its own on them.</summary>
public sealed class ServersFixture : IAsyncLifetime
{
    public MailServerSet Servers { get; private set; } = null!;

    public async Task InitializeAsync() => Servers = await MailServerSet.StartAsync(new MailServerOptions(), CancellationToken.None);

    public async Task DisposeAsync() => await Servers.DisposeAsync();
}
