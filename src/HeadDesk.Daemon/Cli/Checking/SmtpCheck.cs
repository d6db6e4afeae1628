using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>Logs in to the way out, sends nothing, and compares clocks where the greeting shows the server's.</summary>
internal static class SmtpCheck
{
    private const string Area = "SMTP";

    /// <summary>Past it, tokens and deadlines are still right among themselves, but what people read in mail is not.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Finding>> RunAsync(LoadedConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        await using var client = await new ServerConnections(configuration).ConnectSmtpAsync(cancellationToken);
        var after = time.GetUtcNow();
        List<Finding> findings =
        [
            Finding.Good(Area, $"connected to {client.PeerName}{(configuration.Options.Smtp.User is { Length: > 0 } user ? $" as {user}" : "")}{(client.IsSecure ? ", encrypted" : ", not encrypted")}"),
            .. CertificateCheck.Of(Area, client.Certificate, after),
            Finding.Good(Area, $"extensions: {string.Join(' ', client.Extensions.Keywords)}"),
            ClockOf(client.ServerTime, before, after),
        ];
        await client.QuitAsync(cancellationToken);
        return findings;
    }

    /// <param name="server">Null where the greeting does not show it: then there is nothing to compare with, since IMAP tells no time either.</param>
    internal static Finding ClockOf(DateTimeOffset? server, DateTimeOffset before, DateTimeOffset after)
    {
        if (server is not { } time)
        {
            return Finding.Note("clock", $"compared with nothing: the SMTP greeting shows no time. Here it is {after:u}");
        }

        var off = time > after ? time - after : time < before ? before - time : TimeSpan.Zero;
        return off <= Tolerated
            ? Finding.Good("clock", $"agrees with the SMTP server's greeting ({time.UtcDateTime:u})")
            : Finding.Warning("clock", $"{(int)off.TotalMinutes} minutes {(time > after ? "behind" : "ahead of")} the SMTP server's greeting ({time.UtcDateTime:u}, here {after:u}); one of the two is wrong");
    }
}
