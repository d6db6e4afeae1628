using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>What <c>headdesk init</c> was told by its options; null is asked for or guessed.</summary>
internal sealed record SetupRequest
{
    public required string ConfigFile { get; init; }

    public bool Force { get; init; }

    public string? Address { get; init; }

    public string? Name { get; init; }

    public ServerWish Imap { get; init; } = new();

    public ServerWish Smtp { get; init; } = new();

    public OAuth2Wish OAuth2 { get; init; } = new();

    public string? AuthorityFile { get; init; }

    /// <summary>The short name, or the whole one.</summary>
    public string? Admin { get; init; }

    public string? AdminAddress { get; init; }

    /// <summary>Others, each NAME=ADDRESS.</summary>
    public IReadOnlyList<string> Staff { get; init; } = [];

    public string? TimeZone { get; init; }

    public string? AuthservId { get; init; }

    public string? DataDirectory { get; init; }
}

/// <summary>Tokens in place of passwords; without a provider, where the servers are known to take nothing else.</summary>
internal sealed record OAuth2Wish
{
    public OAuth2Provider? Provider { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecretFile { get; init; }

    public string? Tenant { get; init; }

    public string? TokenEndpoint { get; init; }

    public string? DeviceEndpoint { get; init; }
}

/// <summary>What is known of a server; the rest is guessed.</summary>
internal sealed record ServerWish
{
    public string? Host { get; init; }

    public int? Port { get; init; }

    public Security? Security { get; init; }

    /// <summary>Empty for no login.</summary>
    public string? User { get; init; }

    public string? PasswordFile { get; init; }
}
