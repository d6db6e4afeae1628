using HeadDesk.Daemon.Cli.Setup;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Mail.Net;

namespace HeadDesk.Daemon.Tests.Cli.Setup;

public sealed class ServerGuessTests
{
    [Theory]
    [InlineData("example.com", null, null, null, "imap.example.com:993 (tls), imap.example.com:143 (starttls), mail.example.com:993 (tls), mail.example.com:143 (starttls)")]
    [InlineData("gmail.com", null, null, null, "imap.gmail.com:993 (tls), imap.gmail.com:143 (starttls)")]
    [InlineData("firm.onmicrosoft.com", null, null, null, "outlook.office365.com:993 (tls), outlook.office365.com:143 (starttls)")]
    [InlineData("example.com", "mx.example.net", null, null, "mx.example.net:993 (tls), mx.example.net:143 (starttls)")]
    [InlineData("example.com", "mx", 143, null, "mx:143 (starttls)")]
    [InlineData("example.com", "mx", 143, Security.None, "mx:143 (none)")]
    [InlineData("example.com", "mx", 10143, null, "mx:10143 (tls), mx:10143 (starttls)")]
    [InlineData("example.com", "mx", 10143, Security.Tls, "mx:10143 (tls)")]
    [InlineData("example.com", "127.0.0.1", 10143, null, "127.0.0.1:10143 (tls), 127.0.0.1:10143 (starttls), 127.0.0.1:10143 (none)")]
    [InlineData("example.com", "localhost", null, Security.StartTls, "localhost:143 (starttls)")]
    public void Imap_UsualPlacesBestFirst_NeverUnprotectedButOnLoopback(string domain, string? host, int? port, Security? security, string expected) =>
        Assert.Equal(expected, string.Join(", ", ServerGuess.Imap(domain, null, new ServerWish { Host = host, Port = port, Security = security })));

    [Theory]
    [InlineData("example.com", null, "smtp.example.com:465 (tls), smtp.example.com:587 (starttls), smtp.example.com:25 (starttls), mail.example.com:465 (tls), mail.example.com:587 (starttls), mail.example.com:25 (starttls)")]
    [InlineData("outlook.com", null, "smtp.office365.com:465 (tls), smtp.office365.com:587 (starttls), smtp.office365.com:25 (starttls)")]
    [InlineData("example.com", 2525, "smtp.example.com:2525 (tls), smtp.example.com:2525 (starttls), mail.example.com:2525 (tls), mail.example.com:2525 (starttls)")]
    public void Smtp_UsualPlacesBestFirst(string domain, int? port, string expected) =>
        Assert.Equal(expected, string.Join(", ", ServerGuess.Smtp(domain, null, new ServerWish { Port = port })));

    [Theory]
    [InlineData("example.com", OAuth2Provider.Google, null, "imap.gmail.com:993 (tls) smtp.gmail.com:465 (tls)")]
    [InlineData("example.com", OAuth2Provider.Microsoft, null, "outlook.office365.com:993 (tls) smtp.office365.com:465 (tls)")]
    [InlineData("example.com", OAuth2Provider.Custom, null, "imap.example.com:993 (tls) smtp.example.com:465 (tls)")]
    [InlineData("example.com", OAuth2Provider.Google, "mx.example.com", "mx.example.com:993 (tls) mx.example.com:465 (tls)")]
    public void IssuerOfTokens_HasTheServersToo(string domain, OAuth2Provider tokens, string? host, string expected) =>
        Assert.Equal(expected, $"{ServerGuess.Imap(domain, tokens, new ServerWish { Host = host })[0]} {ServerGuess.Smtp(domain, tokens, new ServerWish { Host = host })[0]}");

    [Theory]
    [InlineData("gmail.com", null)]
    [InlineData("firm.onmicrosoft.com", OAuth2Provider.Microsoft)]
    [InlineData("example.com", null)]
    public void WhereNothingElseIsTaken_TokensAreWanted(string domain, OAuth2Provider? expected) => Assert.Equal(expected, ServerGuess.TokensWantedFor(domain));

    [Theory]
    [InlineData("gmail.com", true)]
    [InlineData("firm.onmicrosoft.com", true)]
    [InlineData("notgmail.com", false)]
    public void Providers_AreExplained(string domain, bool known) => Assert.Equal(known, ServerGuess.HintFor(domain) is not null);

    [Fact]
    public async Task FirstThatAnswers_InTheOrderOfPreference_NotOfSpeed()
    {
        var candidates = ServerGuess.Imap("example.com", null, new ServerWish());
        var second = new TaskCompletionSource();
        var (found, faults) = await ServerProbe.FirstAsync(
            candidates,
            async (candidate, cancellationToken) =>
            {
                switch (candidates.ToList().IndexOf(candidate))
                {
                    case 0:
                        throw MailProtocolException.TimedOut("imap.example.com:993", "answer", TimeSpan.FromSeconds(5));
                    case 1:
                        await second.Task; // Slower than the third.
                        break;
                    case 2:
                        second.SetResult();
                        break;
                    default:
                        await Task.Delay(Timeout.Infinite, cancellationToken); // Not waited for.
                        break;
                }
            },
            CancellationToken.None);
        Assert.Equal(candidates[1], found);
        Assert.StartsWith("imap.example.com:993 (tls): ", Assert.Single(faults), StringComparison.Ordinal);
    }
}
