using System.Text;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>
/// Brings each response to the command it belongs to. Untagged data goes to the first command in flight that claims it, since
/// servers answer in order; what nobody claims is news about the selected mailbox.
/// </summary>
internal sealed class ResponseDispatcher(InFlight inFlight, CommandSender sender, SessionState state)
{
    private const int QuotedBytes = 80;

    /// <summary>The command that this response completed, if any.</summary>
    public ImapCommand? Dispatch(ResponseFrame frame)
    {
        var lexer = new ImapLexer(frame);
        if (lexer.TryByte('+'))
        {
            lexer.TrySpace();
            sender.Continue(lexer.Rest);
            return null;
        }

        if (!lexer.TryByte('*'))
        {
            return DispatchTagged(frame, ref lexer);
        }

        if (lexer.TrySpace() && TryDispatchUntagged(frame, ref lexer))
        {
            return null;
        }

        throw Unexpected(frame, "an untagged response");
    }

    /// <summary>Where the announced literal at the end of an unfinished response goes.</summary>
    public LiteralPlan Plan(ResponseFrame frame, long length)
    {
        if (IsFetch(frame, out var lexer) && AnnouncesContent(frame.Text))
        {
            using var sofar = new FetchedMessage { TakesBodies = false };
            FetchReader.TryRead(ref lexer, frame, state.Limits, sofar);
            foreach (var command in inFlight.All)
            {
                if (command.Plan(sofar, length, state.Limits) is { } plan)
                {
                    return plan;
                }
            }
        }

        return length <= state.Limits.StringLength
            ? LiteralPlan.Memory
            : throw MailProtocolException.LimitExceeded(state.Peer, "literal that nobody asked for", $"{state.Limits.StringLength} bytes");
    }

    private static bool IsFetch(ResponseFrame frame, out ImapLexer lexer)
    {
        lexer = new ImapLexer(frame);
        return lexer.TryByte('*') && lexer.TrySpace() && lexer.TryNumber(out _) && lexer.TrySpace() && lexer.TryWord("FETCH"u8) && lexer.TrySpace();
    }

    // BODY[…] {n}, BODY[…]<0> {n}, RFC822 {n}: anything else before a literal is a string of the structure
    private static bool AnnouncesContent(ReadOnlySpan<byte> text)
    {
        var before = text[..text.LastIndexOf((byte)'{')].TrimEnd("~ "u8);
        return before.EndsWith("]"u8) || before.EndsWith(">"u8) || before.EndsWith("RFC822"u8) || before.EndsWith("RFC822.HEADER"u8);
    }

    private ImapCommand? DispatchTagged(ResponseFrame frame, ref ImapLexer lexer)
    {
        if (!lexer.TryAtom(out var tag) || !lexer.TrySpace() || !StatusResponse.TryRead(ref lexer, state.Limits, out var status)
            || status.Kind is StatusKind.PreAuth or StatusKind.Bye
            || inFlight.Remove(tag) is not { } command)
        {
            throw Unexpected(frame, "the answer to a command");
        }

        state.Follow(status);
        command.Complete(status, state);
        sender.Ended(command);
        return command;
    }

    private bool TryDispatchUntagged(ResponseFrame frame, ref ImapLexer lexer)
    {
        if (StatusWord.TryRead(lexer.Rest, out _, out _))
        {
            return StatusResponse.TryRead(ref lexer, state.Limits, out var status) && TryDispatchStatus(frame, status);
        }

        if (!Untagged.TryRead(ref lexer, out var data))
        {
            return false;
        }

        if (data.Kind != UntaggedKind.Fetch)
        {
            return TryOffer(ref data) ?? TryFollow(ref data);
        }

        var message = new FetchedMessage { Number = data.Number };
        data.Message = message;
        var read = FetchReader.TryRead(ref data.Lexer, frame, state.Limits, message);
        if (read && TryOffer(ref data) is { } taken)
        {
            return taken;
        }

        if (read && message.Flags is { } flags)
        {
            state.OnUpdate?.Invoke(new ImapUpdate.FlagsChanged(message.Number, message.Uid, flags));
        }

        message.Dispose();
        return read;
    }

    private bool TryDispatchStatus(ResponseFrame frame, StatusResponse status)
    {
        state.Follow(status);
        var data = new Untagged { Kind = UntaggedKind.Status, Status = status, Lexer = new ImapLexer(frame) };
        if (TryOffer(ref data) is not null || status.Kind is not StatusKind.Bye || state.IsClosing)
        {
            return true;
        }

        state.OnUpdate?.Invoke(new ImapUpdate.Bye(MailException.Quote(status.Text)));
        throw MailProtocolException.ServiceClosing(state.Peer, status.Text);
    }

    // null: nobody's
    private bool? TryOffer(ref Untagged data)
    {
        foreach (var command in inFlight.All)
        {
            var claim = command.Take(ref data, state);
            if (claim != Claim.NotMine)
            {
                return claim == Claim.Taken;
            }
        }

        return null;
    }

    private bool TryFollow(ref Untagged data)
    {
        switch (data.Kind)
        {
            case UntaggedKind.Capability:
                state.Learn(WordList.Read(ref data.Lexer, state.Limits.Words));
                return true;
            case UntaggedKind.Enabled:
                state.Enable(WordList.Read(ref data.Lexer, state.Limits.Words));
                return true;
            case UntaggedKind.Exists:
                state.Exists(data.Number);
                return true;
            case UntaggedKind.Expunge:
                state.Expunged(data.Number, IsOurs());
                return true;
            case UntaggedKind.MailboxStatus:
                state.ChangedElsewhere();
                return true;
            case UntaggedKind.Vanished:
                return VanishedReader.TryRead(ref data.Lexer, state.Limits, out var uids, out var earlier) && Follow(uids, earlier);
            default:
                return true; // of no interest, or an extension we never asked for
        }
    }

    private bool Follow(UidSet uids, bool earlier)
    {
        state.Vanished(uids, earlier, IsOurs());
        return true;
    }

    private bool IsOurs()
    {
        foreach (var command in inFlight.All)
        {
            if (command.TakesMessagesAway)
            {
                return true;
            }
        }

        return false;
    }

    private MailProtocolException Unexpected(ResponseFrame frame, string expected) =>
        MailProtocolException.Unexpected(state.Peer, "IMAP", expected, Encoding.Latin1.GetString(frame.Text[..Math.Min(QuotedBytes, frame.Length)]));
}
