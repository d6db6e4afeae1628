using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>
/// message-data = nz-number SP "FETCH" SP "(" msg-att ")". Reads what a <see cref="FetchedMessage"/> can hold and passes over
/// the rest. Stops without complaint where the frame ends in a literal that is only announced, so that the place for that
/// literal can be chosen by what is known so far.
/// </summary>
internal static class FetchReader
{
    public static bool TryRead(ref ImapLexer lexer, ResponseFrame frame, ImapLimits limits, FetchedMessage message)
    {
        if (!lexer.TryByte('('))
        {
            return false;
        }

        while (true)
        {
            lexer.TrySpace();
            if (lexer.TryByte(')'))
            {
                return true;
            }

            if (!lexer.TryItemName(out var name) || !TryReadItem(ref lexer, frame, limits, message, name))
            {
                return false;
            }
        }
    }

    private static bool TryReadItem(ref ImapLexer lexer, ResponseFrame frame, ImapLimits limits, FetchedMessage message, ReadOnlySpan<byte> name)
    {
        if (lexer.Peek == '[')
        {
            return TryReadSection(ref lexer, frame, message);
        }

        lexer.TrySpace();
        switch (name.Length)
        {
            case 3 when Is(name, "UID"u8) && lexer.TryNumber(out var uid):
                message.Uid = uid;
                return true;
            case 5 when Is(name, "FLAGS"u8):
                var known = FlagWords.TryRead(ref lexer, limits.Words, out var flags);
                message.Flags = flags;
                return known;
            case 6 when Is(name, "MODSEQ"u8):
                return TryReadModSeq(ref lexer, message);
            case 6 when Is(name, "RFC822"u8):
                return TryReadContent(ref lexer, frame, message, out var body) && Set(message, "", body);
            case 11 when Is(name, "RFC822.SIZE"u8) && lexer.TryNumber64(out var size):
                message.Size = (long)Math.Min(size, long.MaxValue);
                return true;
            case 12 when Is(name, "INTERNALDATE"u8) && lexer.TryQuoted(out var date):
                message.InternalDate = InternalDate.Read(date);
                return true;
            case 13 when Is(name, "RFC822.HEADER"u8):
                return TryReadContent(ref lexer, frame, message, out var header) && Set(message, "HEADER", header);
            case 13 when Is(name, "BODYSTRUCTURE"u8):
                if (StructureTokens.TryRead(ref lexer, limits, out var tokens))
                {
                    message.Structure = StructureReader.Read(tokens);
                    return true;
                }

                return lexer.TrySkipValue();
            default:
                return lexer.TrySkipValue();
        }
    }

    // "MODSEQ" SP "(" mod-sequence-value ")"
    private static bool TryReadModSeq(ref ImapLexer lexer, FetchedMessage message)
    {
        if (!lexer.TryByte('(') || !lexer.TryNumber64(out var modSeq))
        {
            return false;
        }

        message.ModSeq = modSeq;
        return lexer.TryByte(')');
    }

    // "BODY" section ["<" number ">"] SP nstring; section = "[" [section-spec] "]"
    private static bool TryReadSection(ref ImapLexer lexer, ResponseFrame frame, FetchedMessage message)
    {
        var rest = lexer.Rest;
        var close = rest.IndexOf((byte)']');
        if (close < 0)
        {
            return false;
        }

        var section = rest[1..close];
        lexer.Advance(close + 1);
        if (lexer.TryByte('<') && !(lexer.TryNumber(out _) && lexer.TryByte('>')))
        {
            return false;
        }

        lexer.TrySpace();
        return TryReadContent(ref lexer, frame, message, out var content) && Set(message, Encoding.ASCII.GetString(section), content);
    }

    private static bool TryReadContent(ref ImapLexer lexer, ResponseFrame frame, FetchedMessage message, out FetchedContent? content)
    {
        content = null;
        if (lexer.TryLiteral(out var index))
        {
            var literal = frame.Literal(index);
            if (literal.Rented && message.TakesBodies)
            {
                message.Own(frame.Take(index).Bytes!);
            }

            content = literal.Bytes is { } bytes
                ? new FetchedContent(literal.Length, bytes.AsMemory(0, (int)literal.Length))
                : new FetchedContent(literal.Length, default, literal.Sink?.Stream, literal.Sink is null);
            return true;
        }

        if (!lexer.TryNString(out var quoted, out var isNil))
        {
            return false;
        }

        content = isNil ? null : new FetchedContent(quoted.Length, quoted.ToArray());
        return true;
    }

    private static bool Set(FetchedMessage message, string section, FetchedContent? content)
    {
        if (section.Length == 0)
        {
            message.Body = content;
        }
        else if (section.Equals("HEADER", StringComparison.OrdinalIgnoreCase))
        {
            message.Headers = content;
        }
        else if (section.StartsWith("HEADER.FIELDS ", StringComparison.OrdinalIgnoreCase))
        {
            message.HeaderFields = content;
        }
        else if (content is { } part)
        {
            (message.SectionMap ??= new(StringComparer.OrdinalIgnoreCase))[section] = part;
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(name, word);
}
