using System.Text;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// LIST "" (mailbox …) RETURN (STATUS (UIDNEXT UIDVALIDITY)): how far each of these mailboxes has come, in one round trip and without
/// a look at any other. RFC 5258 §3 (several patterns), RFC 5819.
/// </summary>
internal sealed class ListStatusCommand(IReadOnlyList<string> mailboxes) : ImapCommand<IReadOnlyDictionary<string, MailboxStatus>>
{
    private readonly Dictionary<string, MailboxStatus> found = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = [.. mailboxes];

    public override string Name => "LIST";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw("LIST \"\" ("u8);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            // a wildcard in a name makes a pattern that matches that name among others; those are left out below
            writer.Raw(i == 0 ? ""u8 : " "u8).String(Encoding.Latin1.GetString(state.Names.Encode(mailboxes[i])));
        }

        writer.Raw($") RETURN (STATUS {StatusCommand.BriefItems})");
    }

    public override Claim Take(ref Untagged data, SessionState state)
    {
        switch (data.Kind)
        {
            case UntaggedKind.List:
                return Claim.Taken;
            case UntaggedKind.MailboxStatus:
                var start = data.Lexer;
                if (!StatusReader.TryRead(ref data.Lexer, state.Names, out var name, out var status))
                {
                    return Claim.Malformed;
                }

                if (!wanted.Contains(name))
                {
                    data.Lexer = start;
                    return Claim.NotMine;
                }

                found[name] = found.TryGetValue(name, out var before) ? before.Then(status) : status;
                return Claim.Taken;
            default:
                return Claim.NotMine;
        }
    }

    protected override IReadOnlyDictionary<string, MailboxStatus> Result(StatusResponse status, SessionState state) => found;
}
