using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>SELECT with UIDNEXT, also on servers that tell it by STATUS alone (Courier).</summary>
internal static class MailboxSelector
{
    public static async Task<SelectedMailbox> SelectAsync(ImapSession session, string mailbox, bool readOnly, CancellationToken cancellationToken)
    {
        var selected = await session.RunAsync(new SelectCommand(mailbox, readOnly), cancellationToken);
        if (selected.UidNext > 0 || await AskAsync(session, mailbox, cancellationToken) is not { UidNext: { } next } status)
        {
            return selected;
        }

        // Selected anew after the question: a message that came in between is then seen, and not below a number that it never was asked for.
        selected = await session.RunAsync(new SelectCommand(mailbox, readOnly), cancellationToken);
        selected.UidNext = selected.UidValidity == status.UidValidity ? next : 0;
        return selected;
    }

    private static async Task<MailboxStatus?> AskAsync(ImapSession session, string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RunAsync(new StatusCommand(mailbox, brief: true), cancellationToken);
        }
        catch (MailCommandException)
        {
            return null;
        }
    }
}
