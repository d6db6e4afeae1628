using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>Logs in to the mailbox and looks around.</summary>
internal static class ImapCheck
{
    private const string Area = "IMAP";
    private const string Storage = "STORAGE";

    /// <summary>Percent of a quota from which on it is worth a word.</summary>
    private const int NearlyFull = 90;

    public static async Task<IReadOnlyList<Finding>> RunAsync(LoadedConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var mailbox = await new ServerConnections(configuration).ConnectImapAsync(cancellationToken);
        var client = mailbox.Client;
        var imap = configuration.Options.Imap;
        var inbox = await client.ExamineAsync("INBOX", cancellationToken);
        List<Finding> findings =
        [
            Finding.Good(Area, $"logged in to {imap.Host}:{imap.Port} as {imap.User}, {inbox.Exists} mails in INBOX"),
            .. CertificateCheck.Of(Area, client.Certificate, time.GetUtcNow()),
            Finding.Good(Area, $"capabilities: {client.Capabilities}"),
            .. CapabilityCosts.Of(client.Capabilities),
            .. Folders(configuration.Options, mailbox),
            .. await QuotaAsync(client, cancellationToken),
        ];
        await client.LogoutAsync(cancellationToken);
        return findings;
    }

    private static IEnumerable<Finding> Folders(HeadDeskOptions options, Mailbox mailbox)
    {
        yield return Finding.Good(Area, $"folders: {string.Join(", ", mailbox.Existing.Order())}");
        var missing = options.Staff.Select(s => s.Folder ?? s.Name).Where(f => !mailbox.Has(f)).ToList();
        if (missing.Count > 0)
        {
            yield return Finding.Good(Area, $"staff folders that the daemon will make: {string.Join(", ", missing)}");
        }

        foreach (var (folder, key, use) in new[] { (options.Imap.JunkFolder ?? "Junk", "imap.junkFolder", "unwanted mail"), (options.Imap.SentFolder ?? "Sent", "imap.sentFolder", "what was sent from the mailbox") })
        {
            if (!mailbox.Has(folder))
            {
                yield return Finding.Note(Area, $"there is no folder {folder} for {use}; it counts as soon as there is one, or name another by {key}");
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> QuotaAsync(ImapClient client, CancellationToken cancellationToken)
    {
        if (!client.Capabilities.Quota)
        {
            return [];
        }

        try
        {
            var limits = await client.QuotaAsync("INBOX", cancellationToken);
            return limits.Count == 0 ? [Finding.Good(Area, "quota: none")] : [.. limits.Where(l => l.Limit > 0).Select(QuotaOf)];
        }
        catch (MailCommandException refused)
        {
            return [Finding.Note(Area, $"the server offers QUOTA and does not tell it: {refused.Text}")];
        }
    }

    internal static Finding QuotaOf(QuotaLimit quota)
    {
        var percent = (int)Math.Min(999, 100m * quota.Usage / quota.Limit);
        var of = quota.Resource == Storage ? $"{quota.Usage / 1024} of {quota.Limit / 1024} MB" : $"{quota.Usage} of {quota.Limit} ({quota.Resource.ToLowerInvariant()})";
        var text = $"quota: {of} used, {percent} %";
        return percent >= 100 ? Finding.Wrong(Area, text + "; the mailbox is full, mail of customers is sent back")
            : percent >= NearlyFull ? Finding.Warning(Area, text + "; soon mail of customers will be sent back")
            : Finding.Good(Area, text);
    }
}
