using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>LOGOUT: BYE, then OK, then the end. RFC 9051 §6.1.3.</summary>
internal sealed class LogoutCommand : PlainCommand
{
    public override string Name => "LOGOUT";

    public override void Write(CommandWriter writer, SessionState state)
    {
        state.IsClosing = true;
        writer.Raw("LOGOUT"u8);
    }
}
