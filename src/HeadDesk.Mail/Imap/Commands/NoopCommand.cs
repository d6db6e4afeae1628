using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>NOOP: lets the server tell what changed. RFC 9051 §6.1.2.</summary>
internal sealed class NoopCommand : PlainCommand
{
    public override string Name => "NOOP";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("NOOP"u8);
}
