using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>NAMESPACE: of the three kinds the personal ones, in the server's order. RFC 2342 §5, RFC 9051 §6.3.10.</summary>
internal sealed class NamespaceCommand : ImapCommand<IReadOnlyList<MailboxNamespace>>
{
    private readonly List<MailboxNamespace> personal = [];

    public override string Name => "NAMESPACE";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("NAMESPACE"u8);

    public override Claim Take(ref Untagged data, SessionState state)
    {
        if (data.Kind != UntaggedKind.Namespace)
        {
            return Claim.NotMine;
        }

        return NamespaceReader.TryRead(ref data.Lexer, state.Names, state.Limits.Words, personal) ? Claim.Taken : Claim.Malformed;
    }

    protected override IReadOnlyList<MailboxNamespace> Result(StatusResponse status, SessionState state) => personal;
}
