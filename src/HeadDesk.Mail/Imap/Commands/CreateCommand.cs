using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>CREATE SP mailbox, RFC 9051 §6.3.4.</summary>
internal sealed class CreateCommand(string mailbox) : PlainCommand
{
    public override string Name => "CREATE";

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw("CREATE "u8).Name(state.Names.Encode(mailbox));
}
