using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>STATUS SP mailbox SP "(" items ")", RFC 9051 §6.3.11.</summary>
internal sealed class StatusCommand(string mailbox) : ImapCommand<MailboxStatus>
{
    private MailboxStatus found = new();

    public override string Name => "STATUS";

    /// <summary>HIGHESTMODSEQ only where it exists: RFC 7162 §3.1.7.</summary>
    public static string Items(ImapCapabilities capabilities) =>
        capabilities.CondStore ? "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)" : "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)";

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw("STATUS "u8).Name(state.Names.Encode(mailbox)).Raw(" "u8).Raw(Items(state.Capabilities));

    public override Claim Take(ref Untagged data, SessionState state)
    {
        if (data.Kind != UntaggedKind.MailboxStatus)
        {
            return Claim.NotMine;
        }

        var start = data.Lexer;
        if (!StatusReader.TryRead(ref data.Lexer, state.Names, out var name, out var status))
        {
            return Claim.Malformed;
        }

        if (!name.Equals(mailbox, StringComparison.Ordinal) && !(name == "INBOX" && mailbox.Equals("INBOX", StringComparison.OrdinalIgnoreCase)))
        {
            data.Lexer = start;
            return Claim.NotMine;
        }

        found = status;
        return Claim.Taken;
    }

    protected override MailboxStatus Result(StatusResponse status, SessionState state) => found;
}
