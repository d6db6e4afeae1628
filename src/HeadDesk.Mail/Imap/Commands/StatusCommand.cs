using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>STATUS SP mailbox SP "(" items ")", RFC 9051 §6.3.11.</summary>
/// <param name="brief">Only what says whether there is something new.</param>
internal sealed class StatusCommand(string mailbox, bool brief = false) : ImapCommand<MailboxStatus>
{
    private MailboxStatus found = new();

    public override string Name => "STATUS";

    /// <summary>Whether there is something new; counting the unseen may cost a server a look at every message.</summary>
    public const string BriefItems = "(UIDNEXT UIDVALIDITY)";

    /// <summary>HIGHESTMODSEQ only where it exists: RFC 7162 §3.1.7.</summary>
    public static string Items(ImapCapabilities capabilities) =>
        capabilities.CondStore ? "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)" : "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)";

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw("STATUS "u8).Name(state.Names.Encode(mailbox)).Raw(" "u8).Raw(brief ? BriefItems : Items(state.Capabilities));

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

        found = found.Then(status);
        return Claim.Taken;
    }

    protected override MailboxStatus Result(StatusResponse status, SessionState state) => found;
}
