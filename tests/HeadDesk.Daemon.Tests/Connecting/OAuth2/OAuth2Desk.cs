using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.EndToEnd.Tests.Desks;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Tests.Connecting.OAuth2;

/// <summary>A configuration in a folder of its own that gets its tokens from a <see cref="TokenIssuer"/>; remembers what was logged.</summary>
internal sealed class OAuth2Desk : ILogger, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-tokens-");

    private OAuth2Desk(TokenIssuer issuer)
    {
        Issuer = issuer;
        File.WriteAllText(Path.Combine(_folder.FullName, "secret"), TokenIssuer.Secret + "\n");
        var options = new HeadDeskOptions
        {
            Oauth2 = new OAuth2Options
            {
                Provider = OAuth2Provider.Custom, ClientId = TokenIssuer.ClientId, ClientSecretFile = "secret", Scopes = ["mail"],
                TokenEndpoint = $"{issuer.Endpoint("token")}", DeviceEndpoint = $"{issuer.Endpoint("device")}", AuthorizationEndpoint = $"{issuer.Endpoint("authorize")}?a=b",
            },
        };
        Configuration = new LoadedConfiguration(options, _folder.FullName);
        Kept = new TokenFile(AccessTokens.FileOf(Configuration), TimeProvider.System);
    }

    public TokenIssuer Issuer { get; }

    public LoadedConfiguration Configuration { get; }

    public OAuth2Options Options => Configuration.Options.Oauth2;

    public TokenFile Kept { get; }

    public JumpingTime Time { get; } = new();

    public List<string> Lines { get; } = [];

    public static async Task<OAuth2Desk> StartAsync() => new(await TokenIssuer.StartAsync());

    public AccessTokens Tokens() => new(Configuration, Time, this);

    /// <summary>Somebody has signed in; the access token is still to be got.</summary>
    public void SignIn(string? refresh = null) => Kept.Write(new TokenSet(
        TokenSet.IssuerOf(Issuer.Endpoint("token"), Options.ClientId!), null, refresh ?? Issuer.IssueRefreshToken(), Time.GetUtcNow(), Time.GetUtcNow()));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception) + exception);

    public async ValueTask DisposeAsync()
    {
        await Issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A clock on which every wait is over at once: it jumps to the wait's end.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    /// <summary>Every wait, in turn.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Add(dueTime);
            _now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }

        return System.CreateTimer(callback, state, dueTime, period);
    }
}
