using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>CAPABILITY; the session itself follows the answer. RFC 9051 §6.1.1.</summary>
internal sealed class CapabilityCommand : PlainCommand
{
    public override string Name => "CAPABILITY";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("CAPABILITY"u8);
}
