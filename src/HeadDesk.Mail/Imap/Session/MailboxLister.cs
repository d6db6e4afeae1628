using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>LIST with the status of every mailbox, also on servers without LIST-STATUS.</summary>
internal static class MailboxLister
{
    /// <summary>STATUS commands in flight at a time: enough to hide the round trips, few enough for any server.</summary>
    private const int Window = 16;

    /// <summary>Names in one LIST: servers limit the length of a line to 8 KB or more (RFC 7162 §4).</summary>
    private const int ListedAtOnce = 100;

    public static async Task<IReadOnlyList<MailboxEntry>> ListAsync(ImapSession session, string pattern, CancellationToken cancellationToken)
    {
        var entries = await session.RunAsync(new ListCommand(pattern, withStatus: true), cancellationToken);
        if (session.State.Capabilities is { ListExtended: true, ListStatus: true })
        {
            return entries;
        }

        var result = new List<MailboxEntry>(entries.Count);
        foreach (var window in entries.Chunk(Window))
        {
            result.AddRange(await Task.WhenAll(window.Select(entry => AskAsync(session, entry, cancellationToken))));
        }

        return result;
    }

    /// <summary>Of these mailboxes alone; what is missing in the answer is not there, or not ours to look into.</summary>
    public static async Task<IReadOnlyDictionary<string, MailboxStatus>> StatusOfAsync(
        ImapSession session, IReadOnlyList<string> mailboxes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, MailboxStatus>(StringComparer.Ordinal);
        var oneCommand = session.State.Capabilities is { ListExtended: true, ListStatus: true };
        foreach (var window in mailboxes.Chunk(oneCommand ? ListedAtOnce : Window))
        {
            if (oneCommand)
            {
                foreach (var (name, status) in await session.RunAsync(new ListStatusCommand(window), cancellationToken))
                {
                    found[name] = status;
                }

                continue;
            }

            foreach (var entry in await Task.WhenAll(window.Select(name => AskBrieflyAsync(session, name, cancellationToken))))
            {
                if (entry.Status is { } status)
                {
                    found[entry.Name] = status;
                }
            }
        }

        return found;
    }

    private static async Task<(string Name, MailboxStatus? Status)> AskBrieflyAsync(ImapSession session, string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            return (mailbox, await session.RunAsync(new StatusCommand(mailbox, brief: true), cancellationToken));
        }
        catch (MailCommandException)
        {
            return (mailbox, null);
        }
    }

    private static async Task<MailboxEntry> AskAsync(ImapSession session, MailboxEntry entry, CancellationToken cancellationToken)
    {
        if (!entry.IsSelectable)
        {
            return entry;
        }

        try
        {
            return entry with { Status = await session.RunAsync(new StatusCommand(entry.Name), cancellationToken) };
        }
        catch (MailCommandException)
        {
            return entry; // gone meanwhile, or not ours to look into: LIST-STATUS leaves such ones out too (RFC 5819 §2)
        }
    }
}
