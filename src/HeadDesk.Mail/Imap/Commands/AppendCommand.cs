using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>APPEND SP mailbox [SP flag-list] [SP date-time] SP literal, RFC 9051 §6.3.12.</summary>
internal sealed class AppendCommand(string mailbox, MessageFlags flags, DateTimeOffset? date, Stream message, long length) : ImapCommand<AppendResult>
{
    public override string Name => "APPEND";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw("APPEND "u8).Name(state.Names.Encode(mailbox));
        if (flags != MessageFlags.None)
        {
            writer.Raw(" "u8).Raw(flags.ToString());
        }

        if (date is { } received)
        {
            writer.Raw($" \"{InternalDate.Format(received)}\"");
        }

        writer.Raw(" "u8).Literal(message, length);
    }

    protected override AppendResult Result(StatusResponse status, SessionState state) =>
        status.Code == ImapResponseCode.AppendUid
            ? new AppendResult((uint)Math.Min(status.Number, uint.MaxValue), status.Uid)
            : new AppendResult(0, 0);
}
