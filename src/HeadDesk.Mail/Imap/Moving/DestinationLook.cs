using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>
/// A look into the destination in the middle of a move. It comes back to the source, whatever happens; nobody else's command runs
/// meanwhile, since its UIDs would be taken for the destination's.
/// </summary>
internal static class DestinationLook
{
    /// <exception cref="MailCommandException">The destination cannot be looked at; the source is selected again.</exception>
    public static async Task<T> LookAsync<T>(
        ImapSession session, string destination, Func<SelectedMailbox, SenderHold, Task<T>> look, CancellationToken cancellationToken)
    {
        var source = session.State.Selected ?? throw new InvalidOperationException("Select the mailbox to move from first.");
        using var hold = await session.Sender.HoldAsync(cancellationToken);
        try
        {
            return await look(await session.RunAsync(new SelectCommand(destination, readOnly: true), cancellationToken, hold), hold);
        }
        finally
        {
            var back = await session.RunAsync(new SelectCommand(source.Name, source.IsReadOnly), CancellationToken.None, hold);
            RequireSame(session, source.Name, source.UidValidity, back.UidValidity);
        }
    }

    /// <exception cref="MailProtocolException">The mailbox is another than before: none of its UIDs means what it did.</exception>
    public static void RequireSame(ImapSession session, string mailbox, uint expected, uint got)
    {
        if (got != expected)
        {
            throw MailProtocolException.Unexpected(session.State.Peer, $"UID COPY, {mailbox}", $"UIDVALIDITY {expected}", $"{got}");
        }
    }
}
