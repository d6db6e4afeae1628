using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>SUBSCRIBE SP mailbox, RFC 9051 §6.3.7: people's clients show subscribed folders.</summary>
internal sealed class SubscribeCommand(string mailbox) : PlainCommand
{
    public override string Name => "SUBSCRIBE";

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw("SUBSCRIBE "u8).Name(state.Names.Encode(mailbox));
}
