using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.MailServers;

/// <summary>One Dovecot and one Exim, with TLS and Authentication-Results, for every test class of the collection "mail servers".</summary>
public sealed class RunningServers : IAsyncLifetime
{
    public const string AuthservId = "mx.example.com";

    private MailServerSet? _servers;

    public MailServerSet Servers => _servers ?? throw new InvalidOperationException("the mail servers have not started");

    public async Task InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        _servers = await MailServerSet.StartAsync(new MailServerOptions { Tls = true, AuthservId = AuthservId }, deadline.Token);
    }

    public async Task DisposeAsync()
    {
        if (_servers is not null)
        {
            await _servers.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class OnMailServers : ICollectionFixture<RunningServers>
{
    public const string Name = "mail servers";
}
