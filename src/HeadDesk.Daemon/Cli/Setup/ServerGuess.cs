using System.Net;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>A place where a server may listen.</summary>
internal sealed record Candidate(string Host, int Port, Security Security)
{
    public override string ToString() => $"{Host}:{Port} ({Security.ToString().ToLowerInvariant()})";
}

/// <summary>
/// Where the servers of a domain usually are, the best place first. What was said is taken as said. Unprotected connections are
/// guessed on loopback only.
/// </summary>
internal static class ServerGuess
{
    private static readonly (Security Security, int Port)[] ImapPorts = [(Security.Tls, 993), (Security.StartTls, 143), (Security.None, 143)];
    private static readonly (Security Security, int Port)[] SmtpPorts = [(Security.Tls, 465), (Security.StartTls, 587), (Security.StartTls, 25), (Security.None, 25)];

    /// <summary>Providers whose servers are not named for the domain.</summary>
    private static readonly Hoster[] Hosters =
    [
        new(OAuth2Provider.Google, TakesPasswords: true, "imap.gmail.com", "smtp.gmail.com", ["gmail.com", "googlemail.com"], "Gmail takes an app password here, not the account's own (or tokens: --oauth2 google); IMAP must be switched on in its settings"),
        new(OAuth2Provider.Microsoft, TakesPasswords: false, "outlook.office365.com", "smtp.office365.com", ["outlook.com", "hotmail.com", "live.com", "msn.com", "onmicrosoft.com", "office365.com"], "Microsoft 365 takes no passwords for IMAP, only tokens: the desk must be registered there first (docs/operating.md, \"OAuth2\"); SMTP AUTH must be allowed for the mailbox"),
    ];

    /// <param name="tokens">Who issues them, where that was said: it has the mail of many domains.</param>
    public static IReadOnlyList<Candidate> Imap(string domain, OAuth2Provider? tokens, ServerWish wish) =>
        Combine(wish, ImapPorts, wish.Host is { } host ? [host] : HosterOf(domain, tokens) is { } hoster ? [hoster.Imap] : [$"imap.{domain}", $"mail.{domain}"]);

    /// <inheritdoc cref="Imap"/>
    public static IReadOnlyList<Candidate> Smtp(string domain, OAuth2Provider? tokens, ServerWish wish) =>
        Combine(wish, SmtpPorts, wish.Host is { } host ? [host] : HosterOf(domain, tokens) is { } hoster ? [hoster.Smtp] : [$"smtp.{domain}", $"mail.{domain}"]);

    /// <summary>What whoever has mail there must know; null for others.</summary>
    public static string? HintFor(string domain) => HosterOf(domain, null)?.Hint;

    /// <summary>Who issues tokens where nothing else is taken; null where passwords are.</summary>
    public static OAuth2Provider? TokensWantedFor(string domain) => HosterOf(domain, null) is { TakesPasswords: false } hoster ? hoster.Tokens : null;

    private static Hoster? HosterOf(string domain, OAuth2Provider? tokens) => Array.Find(
        Hosters,
        h => h.Tokens == tokens || h.Domains.Any(d => domain.Equals(d, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + d, StringComparison.OrdinalIgnoreCase)));

    private static List<Candidate> Combine(ServerWish wish, (Security Security, int Port)[] usual, string[] hosts)
    {
        var fitting = usual.Where(u => (wish.Security ?? u.Security) == u.Security && (wish.Port ?? u.Port) == u.Port).ToList();
        if (fitting.Count == 0)
        {
            // A port of one's own: every way to protect it that was not ruled out.
            fitting = [.. usual.Where(u => (wish.Security ?? u.Security) == u.Security).Select(u => (u.Security, wish.Port ?? u.Port)).Distinct()];
        }

        return [.. hosts.SelectMany(h => fitting.Where(f => f.Security != Security.None || wish.Security == Security.None || IsLoopback(h)).Select(f => new Candidate(h, f.Port, f.Security)))];
    }

    private sealed record Hoster(OAuth2Provider Tokens, bool TakesPasswords, string Imap, string Smtp, string[] Domains, string Hint);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
