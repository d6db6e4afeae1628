using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>STARTTLS: what follows its OK is the handshake. RFC 9051 §6.2.1.</summary>
internal sealed class StartTlsCommand : PlainCommand
{
    public override string Name => "STARTTLS";

    public override bool EndsReading => true;

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("STARTTLS"u8);
}
