using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>UID FETCH, RFC 9051 §6.4.5 and §6.4.9. Takes answers about the UIDs it asked for and no others.</summary>
internal sealed class FetchCommand(UidSet uids, FetchItems items, OpenBodySink? openSink) : ImapCommand<FetchResult>
{
    private readonly FetchCollector found = new();
    private readonly List<BodySink> sinks = [];
    private UidSet vanished = UidSet.Empty;
    private Exception? sinkFailure;
    private long held;

    public override string Name => "UID FETCH";

    public override void Write(CommandWriter writer, SessionState state) =>
        FetchItemsWriter.Write(writer.Raw("UID FETCH "u8).Raw(uids.ToString()).Raw(" "u8), items, state);

    public override Claim Take(ref Untagged data, SessionState state)
    {
        if (data.Kind == UntaggedKind.Vanished && items.Vanished)
        {
            return TakeVanished(ref data, state);
        }

        if (data.Kind != UntaggedKind.Fetch || !uids.Contains(data.Message!.Uid) || IsOnlyNews(data.Message))
        {
            return Claim.NotMine;
        }

        if (IsAbandoned)
        {
            data.Message.Dispose();
            return Claim.Taken;
        }

        found.Add(data.Message);
        return found.Count <= state.Limits.FetchedMessages
            ? Claim.Taken
            : throw MailProtocolException.LimitExceeded(state.Peer, "FETCH answer", $"{state.Limits.FetchedMessages} messages");
    }

    public override LiteralPlan? Plan(FetchedMessage sofar, long length, ImapLimits limits)
    {
        if (!items.WantsContent || (sofar.Uid != 0 && !uids.Contains(sofar.Uid)))
        {
            return null;
        }

        var fits = length <= limits.BodyInMemory && held + length <= limits.FetchInMemory;
        if (IsAbandoned || (!fits && openSink is null && held + length > limits.FetchInMemory))
        {
            return LiteralPlan.Skip;
        }

        if (!fits && openSink is not null)
        {
            return OpenSink(sofar, length);
        }

        held += length;
        return LiteralPlan.Memory;
    }

    public override void Complete(StatusResponse status, SessionState state)
    {
        if ((sinkFailure ?? sinks.Find(sink => sink.Failure is not null)?.Failure) is { } failure)
        {
            Fail(failure);
        }
        else if (IsAbandoned)
        {
            Drop();
        }
        else
        {
            base.Complete(status, state);
        }
    }

    public override void Fail(Exception reason)
    {
        Drop();
        base.Fail(reason);
    }

    protected override bool KeepsResultOf(StatusResponse refusal) => refusal.Kind == StatusKind.No && found.Count > 0;

    protected override FetchResult Result(StatusResponse status, SessionState state) =>
        new(found.ToList(), status.Kind == StatusKind.Ok ? null : new ImapRefusal(status.Code, MailException.Quote(status.Text)), vanished);

    // FETCH (UID 7 FLAGS (\Seen)) while a body is asked for: somebody else changed a flag
    private bool IsOnlyNews(FetchedMessage message) =>
        items.AsksBeyondFlags && message is { InternalDate: null, Size: null, Structure: null, Headers: null, HeaderFields: null, Body: null, SectionMap: null };

    private Claim TakeVanished(ref Untagged data, SessionState state)
    {
        var start = data.Lexer;
        if (!VanishedReader.TryRead(ref data.Lexer, state.Limits, out var gone, out var earlier))
        {
            return Claim.Malformed;
        }

        if (!earlier)
        {
            data.Lexer = start;
            return Claim.NotMine;
        }

        vanished = vanished.Union(gone);
        return Claim.Taken;
    }

    private LiteralPlan OpenSink(FetchedMessage sofar, long length)
    {
        try
        {
            var sink = new BodySink(openSink!(sofar, length), length);
            sinks.Add(sink);
            return LiteralPlan.To(sink);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            sinkFailure ??= failed; // no room for the file: the fetch fails, the connection does not
            return LiteralPlan.Skip;
        }
    }

    private void Drop()
    {
        found.ToList().ForEach(message => message.Dispose());
        sinks.ForEach(sink => sink.Discard());
    }
}
