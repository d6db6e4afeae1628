using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>What COPYUID told; the map is null where the server told nothing that can be relied on.</summary>
/// <param name="UidValidity">Of the destination; 0 where unknown.</param>
/// <param name="Map">From the UID here to the UID there.</param>
/// <param name="Refusal">The server said NO after part of the work was done.</param>
/// <param name="IsSilent">There was no COPYUID at all.</param>
internal sealed record CopyOutcome(uint UidValidity, Dictionary<uint, uint>? Map, ImapRefusal? Refusal, bool IsSilent);

/// <summary>
/// UID COPY (RFC 9051 §6.4.7) and UID MOVE (RFC 6851 §3.1, where COPYUID comes in an untagged OK before the expunges).
/// </summary>
internal sealed class CopyCommand(UidSet uids, string destination, bool move) : ImapCommand<CopyOutcome>
{
    private readonly Dictionary<uint, uint> map = [];
    private uint validity;
    private bool broken;

    public override string Name => move ? "UID MOVE" : "UID COPY";

    public override bool TakesMessagesAway => move;

    public override void Write(CommandWriter writer, SessionState state) =>
        writer.Raw(Name).Raw(" "u8).Raw(uids.ToString()).Raw(" "u8).Name(state.Names.Encode(destination));

    public override Claim Take(ref Untagged data, SessionState state)
    {
        // Dovecot works on several MOVEs at once and tells of them in any order: what it names says whose it is
        if (data.Kind != UntaggedKind.Status || data.Status!.Copied is not { Source: [var first, ..] } || !uids.Contains(first.First))
        {
            return Claim.NotMine;
        }

        Learn(data.Status, state.Limits);
        return Claim.Taken;
    }

    protected override bool KeepsResultOf(StatusResponse refusal) => map.Count > 0;

    protected override CopyOutcome Result(StatusResponse status, SessionState state)
    {
        if (status.Code == ImapResponseCode.CopyUid)
        {
            Learn(status, state.Limits);
        }

        var refusal = status.Kind == StatusKind.Ok ? null : new ImapRefusal(status.Code, MailException.Quote(status.Text));
        return new CopyOutcome(validity, validity == 0 || broken ? null : map, refusal, validity == 0 && !broken);
    }

    private void Learn(StatusResponse status, ImapLimits limits)
    {
        if (status.Copied is { } copied && copied.TryAddTo(map, uids, limits.SearchResults))
        {
            validity = copied.UidValidity;
        }
        else
        {
            broken = true;
        }
    }
}
