using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>UNSELECT: closes the mailbox without expunging, which CLOSE would do. RFC 9051 §6.4.2.</summary>
internal sealed class UnselectCommand : PlainCommand
{
    public override string Name => "UNSELECT";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("UNSELECT"u8);

    public override void Complete(StatusResponse status, SessionState state)
    {
        if (status.Kind == StatusKind.Ok)
        {
            state.Select(null);
        }

        base.Complete(status, state);
    }
}
