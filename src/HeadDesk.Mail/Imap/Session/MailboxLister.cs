using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>LIST with the status of every mailbox, also on servers without LIST-STATUS.</summary>
internal static class MailboxLister
{
    /// <summary>STATUS commands in flight at a time: enough to hide the round trips, few enough for any server.</summary>
    private const int Window = 16;

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
