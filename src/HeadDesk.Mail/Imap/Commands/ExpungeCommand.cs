using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>UID EXPUNGE of exactly these, RFC 4315 §2.1. Plain EXPUNGE, which takes other people's \Deleted mail too, is never sent.</summary>
internal sealed class ExpungeCommand(UidSet uids) : PlainCommand
{
    public override string Name => "UID EXPUNGE";

    public override bool TakesMessagesAway => true;

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("UID EXPUNGE "u8).Raw(uids.ToString());
}
