using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>SELECT or EXAMINE, with CONDSTORE where the server has it. RFC 9051 §6.3.2, RFC 7162 §3.1.8.</summary>
internal sealed class SelectCommand(string mailbox, bool readOnly) : ImapCommand<SelectedMailbox>
{
    private readonly SelectedMailbox found = new(mailbox) { IsReadOnly = readOnly };

    public override string Name => readOnly ? "EXAMINE" : "SELECT";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw(Name).Raw(" "u8).Name(state.Names.Encode(mailbox));
        if (state.Capabilities.CondStore)
        {
            writer.Raw(" (CONDSTORE)"u8);
        }
    }

    public override Claim Take(ref Untagged data, SessionState state)
    {
        switch (data.Kind)
        {
            case UntaggedKind.Exists:
                found.Exists = data.Number;
                return Claim.Taken;
            case UntaggedKind.Flags:
                found.Flags = WordList.Read(ref data.Lexer, state.Limits.Words);
                return Claim.Taken;
            case UntaggedKind.Status when data.Status!.Kind == StatusKind.Ok:
                return TakeCode(data.Status);
            default:
                return Claim.NotMine;
        }
    }

    public override void Complete(StatusResponse status, SessionState state)
    {
        // a SELECT that fails leaves no mailbox selected (RFC 9051 §6.3.2)
        state.Select(status.Kind == StatusKind.Ok ? found : null);
        base.Complete(status, state);
    }

    protected override SelectedMailbox Result(StatusResponse status, SessionState state)
    {
        found.IsReadOnly = status.Code == ImapResponseCode.ReadOnly || (readOnly && status.Code != ImapResponseCode.ReadWrite);
        return found;
    }

    private Claim TakeCode(StatusResponse status)
    {
        switch (status.Code)
        {
            case ImapResponseCode.UidValidity:
                found.UidValidity = (uint)Math.Min(status.Number, uint.MaxValue);
                break;
            case ImapResponseCode.UidNext:
                found.UidNext = (uint)Math.Min(status.Number, uint.MaxValue);
                break;
            case ImapResponseCode.HighestModSeq:
                found.HighestModSeq = status.Number;
                break;
            case ImapResponseCode.PermanentFlags:
                found.PermanentFlags = status.Words;
                break;
            case ImapResponseCode.UidNotSticky:
                found.HasVolatileUids = true;
                break;
            default:
                return Claim.NotMine;
        }

        return Claim.Taken;
    }
}
