using System.Text;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// LIST "" pattern, with RETURN (SPECIAL-USE STATUS (…)) where the server has it: one round trip for the whole tree.
/// RFC 9051 §6.3.9, RFC 5258, RFC 5819, RFC 6154.
/// </summary>
internal sealed class ListCommand(string pattern, bool withStatus) : ImapCommand<IReadOnlyList<MailboxEntry>>
{
    private readonly List<MailboxEntry> entries = [];
    private readonly Dictionary<string, MailboxStatus> statuses = new(StringComparer.Ordinal);

    public override string Name => "LIST";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw("LIST \"\" "u8).String(Encoding.Latin1.GetString(state.Names.Encode(pattern)));
        var capabilities = state.Capabilities;
        if (capabilities.ListExtended && (capabilities.SpecialUse || (withStatus && capabilities.ListStatus)))
        {
            var options = new List<string>();
            if (capabilities.SpecialUse)
            {
                options.Add("SPECIAL-USE");
            }

            if (withStatus && capabilities.ListStatus)
            {
                options.Add($"STATUS {StatusCommand.Items(capabilities)}");
            }

            writer.Raw($" RETURN ({string.Join(' ', options)})");
        }
    }

    public override Claim Take(ref Untagged data, SessionState state)
    {
        switch (data.Kind)
        {
            case UntaggedKind.List:
                return TakeEntry(ref data.Lexer, state);
            case UntaggedKind.MailboxStatus when withStatus && statuses.Count < state.Limits.Mailboxes:
                if (!StatusReader.TryRead(ref data.Lexer, state.Names, out var name, out var status))
                {
                    return Claim.Malformed;
                }

                statuses[name] = statuses.TryGetValue(name, out var before) ? before.Then(status) : status;
                return Claim.Taken;
            default:
                return Claim.NotMine;
        }
    }

    protected override IReadOnlyList<MailboxEntry> Result(StatusResponse status, SessionState state) =>
        [.. entries.Select(entry => statuses.TryGetValue(entry.Name, out var known) ? entry with { Status = known } : entry)];

    // "LIST" SP "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox [SP mbox-list-extended]
    private Claim TakeEntry(ref ImapLexer lexer, SessionState state)
    {
        var attributes = lexer.Peek == '(' ? WordList.Read(ref lexer, state.Limits.Words) : null;
        if (attributes is null || !lexer.TrySpace()
            || !lexer.TryNString(out var delimiter, out _) || !lexer.TrySpace()
            || !lexer.TryMailbox(out var wire))
        {
            return Claim.Malformed;
        }

        if (entries.Count >= state.Limits.Mailboxes)
        {
            throw MailProtocolException.LimitExceeded(state.Peer, "LIST answer", $"{state.Limits.Mailboxes} mailboxes");
        }

        var name = state.Names.Decode(wire);
        entries.Add(new MailboxEntry(name, delimiter is [var single] ? (char)single : null, attributes, null));
        return Claim.Taken;
    }
}
