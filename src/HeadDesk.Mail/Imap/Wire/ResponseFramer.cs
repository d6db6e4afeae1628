using System.Buffers;
using System.Buffers.Text;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>What the reading loop has to do next.</summary>
internal enum FrameStep
{
    /// <summary>All input is consumed; read more.</summary>
    NeedMore,

    /// <summary>A literal of <see cref="ResponseFramer.AnnouncedLength"/> bytes follows: call <see cref="ResponseFramer.Place"/>.</summary>
    LiteralAnnounced,

    /// <summary>Write the piece handed out to the sink of the literal.</summary>
    SinkPiece,

    /// <summary><see cref="ResponseFramer.Frame"/> is a whole response; call <see cref="ResponseFramer.Next"/> when done with it.</summary>
    Complete,
}

/// <summary>
/// Cuts the server's bytes into responses, without I/O and without waiting. Every byte is looked at once, however the input is
/// split: partial lines are copied away at once.
/// </summary>
/// <remarks>
/// response-data = "*" SP … CRLF; literal = "{" number ["+"] "}" CRLF *CHAR8; literal8 = "~" literal (RFC 9051 §9).
/// A bare LF is taken for CRLF.
/// </remarks>
internal sealed class ResponseFramer(string peer, ImapLimits limits)
{
    private enum State
    {
        Line,
        Announced,
        Literal,
        Complete,
    }

    private State state;
    private WireLiteral literal;
    private long filled;

    public ResponseFrame Frame { get; } = new();

    public long AnnouncedLength { get; private set; }

    /// <summary>Takes the piece of <see cref="FrameStep.SinkPiece"/>.</summary>
    public BodySink Sink => literal.Sink!;

    /// <summary>True between responses: the stream may end here without loss.</summary>
    public bool IsAtBoundary => state == State.Line && Frame.Length == 0 && Frame.LiteralCount == 0;

    public FrameStep Advance(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> piece)
    {
        piece = default;
        while (true)
        {
            switch (state)
            {
                case State.Complete:
                    return FrameStep.Complete;
                case State.Announced:
                    return FrameStep.LiteralAnnounced;
                case State.Line when !TryFinishLine(ref input):
                    return FrameStep.NeedMore;
                case State.Literal:
                    if (FillLiteral(ref input, out piece) is { } step)
                    {
                        return step;
                    }

                    break;
            }
        }
    }

    /// <summary>Answers <see cref="FrameStep.LiteralAnnounced"/>.</summary>
    public void Place(LiteralPlan plan)
    {
        literal = WireLiteral.Create(AnnouncedLength, plan);
        filled = 0;
        Frame.Add(literal);
        state = State.Literal;
    }

    public void Next()
    {
        Frame.Reset();
        state = State.Line;
    }

    private bool TryFinishLine(ref ReadOnlySequence<byte> input)
    {
        while (!input.IsEmpty)
        {
            var first = input.FirstSpan;
            var end = first.IndexOf((byte)'\n');
            var part = end < 0 ? first : first[..end];
            if (Frame.Length + part.Length > limits.ResponseLength)
            {
                throw MailProtocolException.LimitExceeded(peer, "response", $"{limits.ResponseLength} bytes");
            }

            Frame.Append(part);
            input = input.Slice(end < 0 ? first.Length : end + 1);
            if (end >= 0)
            {
                FinishLine();
                return true;
            }
        }

        return false;
    }

    private void FinishLine()
    {
        var text = Frame.Text;
        if (text is [.., (byte)'\r'])
        {
            text = text[..^1];
        }

        if (text is [.., (byte)'}'] && MayHoldLiterals(text) && TryReadAnnouncement(text, out var length))
        {
            Announce(text.Length, length);
            return;
        }

        Frame.Truncate(text.Length);
        state = State.Complete;
    }

    private void Announce(int textLength, ulong length)
    {
        if (length > (ulong)limits.LiteralLength)
        {
            throw MailProtocolException.LimitExceeded(peer, "literal", $"{limits.LiteralLength} bytes");
        }

        if (Frame.LiteralCount >= limits.LiteralsPerResponse)
        {
            throw MailProtocolException.LimitExceeded(peer, "response", $"{limits.LiteralsPerResponse} literals");
        }

        Frame.Truncate(textLength);
        Frame.Append("\r\n"u8);
        AnnouncedLength = (long)length;
        state = State.Announced;
    }

    // Tagged, continuation and status responses end in free text (resp-text), which may well look like an announcement.
    private static bool MayHoldLiterals(ReadOnlySpan<byte> text) =>
        text.StartsWith("* "u8) && !StatusWord.TryRead(text[2..], out _, out _);

    private static bool TryReadAnnouncement(ReadOnlySpan<byte> text, out ulong length)
    {
        length = 0;
        var open = text.LastIndexOf((byte)'{');
        if (open < 0)
        {
            return false;
        }

        var digits = text[(open + 1)..^1];
        if (digits is [.., (byte)'+'])
        {
            digits = digits[..^1];
        }

        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(digits, out length, out _))
        {
            length = ulong.MaxValue; // more digits than a number holds: over every limit
        }

        return true;
    }

    // null: the literal is whole, the line goes on behind it
    private FrameStep? FillLiteral(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> piece)
    {
        piece = default;
        var missing = literal.Length - filled;
        if (missing == 0)
        {
            state = State.Line;
            return null;
        }

        if (input.IsEmpty)
        {
            return FrameStep.NeedMore;
        }

        var got = input.Slice(0, Math.Min(missing, input.Length));
        if (literal.Bytes is { } bytes)
        {
            got.CopyTo(bytes.AsSpan((int)filled));
        }

        filled += got.Length;
        input = input.Slice(got.End);
        if (literal.Place != LiteralPlace.Sink)
        {
            return null;
        }

        piece = got;
        return FrameStep.SinkPiece;
    }
}
