using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>No command: the wait for greeting = "*" SP (resp-cond-auth / resp-cond-bye), RFC 9051 §7.1.</summary>
internal sealed class GreetingCommand : PlainCommand
{
    public override string Name => "with a greeting";

    public override void Write(CommandWriter writer, SessionState state) =>
        throw new InvalidOperationException("A greeting is waited for, not sent.");

    public override Claim Take(ref Untagged data, SessionState state)
    {
        if (data.Kind != UntaggedKind.Status || Task.IsCompleted)
        {
            return Claim.NotMine;
        }

        switch (data.Status!.Kind)
        {
            case StatusKind.Ok or StatusKind.PreAuth:
                Finish(data.Status);
                return Claim.Taken;
            case StatusKind.Bye:
                Fail(MailProtocolException.ServiceClosing(state.Peer, data.Status.Text));
                return Claim.Taken;
            default:
                return Claim.Malformed;
        }
    }
}
