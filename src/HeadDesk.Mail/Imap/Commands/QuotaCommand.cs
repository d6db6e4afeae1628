using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>GETQUOTAROOT SP mailbox: the roots that the mailbox counts for, and the limits of each. RFC 9208 §4.1.3.</summary>
internal sealed class QuotaCommand(string mailbox) : ImapCommand<IReadOnlyList<QuotaLimit>>
{
    private readonly List<QuotaLimit> limits = [];

    public override string Name => "GETQUOTAROOT";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw("GETQUOTAROOT "u8).Name(state.Names.Encode(mailbox));

    public override Claim Take(ref Untagged data, SessionState state)
    {
        switch (data.Kind)
        {
            case UntaggedKind.QuotaRoot:
                return Claim.Taken; // Which roots there are: each of them follows with its limits.
            case UntaggedKind.Quota:
                return QuotaReader.TryRead(ref data.Lexer, state.Limits.Words, limits) ? Claim.Taken : Claim.Malformed;
            default:
                return Claim.NotMine;
        }
    }

    protected override IReadOnlyList<QuotaLimit> Result(StatusResponse status, SessionState state) => limits;
}
