using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Smtp;
using MailImapOptions = HeadDesk.Mail.Imap.ImapOptions;
using MailSmtpOptions = HeadDesk.Mail.Smtp.SmtpOptions;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>Tries all candidates at once, without a login: no password goes to a server before its name and certificate are known to fit.</summary>
/// <param name="authorityFile">A private authority to trust; null for the system's alone.</param>
internal sealed class ServerProbe(string? authorityFile, TimeSpan patience)
{
    /// <returns>The first in the given order that answers; null with each one's reason where none does.</returns>
    public static async Task<(Candidate? Found, IReadOnlyList<string> Faults)> FirstAsync(
        IReadOnlyList<Candidate> candidates, Func<Candidate, CancellationToken, Task> tryAsync, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var trials = candidates.Select(c => FaultOfAsync(c, tryAsync, rest.Token)).ToList();
        try
        {
            var faults = new List<string>();
            for (var i = 0; i < trials.Count; i++)
            {
                if (await trials[i] is not { } fault)
                {
                    return (candidates[i], faults);
                }

                faults.Add($"{candidates[i]}: {fault}");
            }

            return (null, faults);
        }
        finally
        {
            await rest.CancelAsync();
            await Task.WhenAll((IEnumerable<Task>)trials).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task ImapAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        await using var client = await ImapClient.ConnectAsync(EndpointOf(candidate), new MailImapOptions { Connection = Connection }, cancellationToken);
        await client.LogoutAsync(cancellationToken);
    }

    public async Task SmtpAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        await using var client = await SmtpClient.ConnectAsync(EndpointOf(candidate), new MailSmtpOptions { Connection = Connection }, cancellationToken);
        await client.QuitAsync(cancellationToken);
    }

    private ConnectionOptions Connection => new() { ConnectTimeout = patience, ReadTimeout = patience, CertificateAuthorityFile = authorityFile };

    private static MailEndpoint EndpointOf(Candidate candidate) => new(candidate.Host, candidate.Port, ServerConnections.SecurityOf(candidate.Security));

    private static async Task<string?> FaultOfAsync(Candidate candidate, Func<Candidate, CancellationToken, Task> tryAsync, CancellationToken cancellationToken)
    {
        try
        {
            await tryAsync(candidate, cancellationToken);
            return null;
        }
        catch (MailException e)
        {
            return e.Message;
        }
    }
}
