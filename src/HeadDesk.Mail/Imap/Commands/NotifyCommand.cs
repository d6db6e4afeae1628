using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// NOTIFY SET for mail that comes and goes in the selected mailbox and in those named, RFC 5465 §3.1. Of the selected one it is told
/// as ever (selected-delayed: no EXPUNGE while a command is at work on sequence numbers), of the others by untagged STATUS.
/// </summary>
/// <remarks>
/// notify = "NOTIFY" SP "SET" 1*(SP "(" filter-mailboxes SP "(" event *(SP event) ")" ")"); without STATUS, which would have the server
/// describe every mailbox at once. MessageNew and MessageExpunge go together (§5.1).
/// </remarks>
internal sealed class NotifyCommand(IReadOnlyList<string> mailboxes) : PlainCommand
{
    public override string Name => "NOTIFY";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw("NOTIFY SET (selected-delayed (MessageNew MessageExpunge)) (mailboxes ("u8);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            writer.Raw(i == 0 ? ""u8 : " "u8).Name(state.Names.Encode(mailboxes[i]));
        }

        writer.Raw(") (MessageNew MessageExpunge))"u8);
    }

    public override void Complete(StatusResponse status, SessionState state)
    {
        state.IsNotified = status.Kind == StatusKind.Ok;
        base.Complete(status, state);
    }
}
