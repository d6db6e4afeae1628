using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>LOGIN SP userid SP password, RFC 9051 §6.2.3; only where no SASL mechanism fits and LOGINDISABLED is not said.</summary>
internal sealed class LoginCommand(string user, string password) : PlainCommand
{
    public override string Name => "LOGIN";

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw("LOGIN "u8).AString(user).Raw(" "u8).Secret(hidden => hidden.String(password));

    protected override Exception Refusal(StatusResponse status, string peer) => LoginRefusal.Of(status, peer, Name, user, status.Text);
}

/// <summary>Tells a wrong password from a server that is busy: RFC 5530 §3.</summary>
internal static class LoginRefusal
{
    public static MailCommandException Of(StatusResponse status, string peer, string name, string user, string text) =>
        status.Code is ImapResponseCode.Unavailable or ImapResponseCode.InUse or ImapResponseCode.Limit
            ? MailCommandException.Refused(peer, name, status.Status, text, transient: true)
            : MailCommandException.LoginRefused(peer, name, user, status.Status, text);
}
