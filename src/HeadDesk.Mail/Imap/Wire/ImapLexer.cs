using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>
/// Reads the words of one response. Every <c>Try</c> either reads its word whole or returns false and consumes nothing, so that
/// alternatives are tried in turn. Never throws, never recurses; spans point into the frame.
/// </summary>
internal ref struct ImapLexer
{
    private readonly ResponseFrame frame;
    private readonly ReadOnlySpan<byte> text;
    private int position;
    private int literal;

    public ImapLexer(ResponseFrame frame)
    {
        this.frame = frame;
        text = frame.Text;
    }

    public readonly bool AtEnd => position >= text.Length;

    public readonly int Position => position;

    /// <summary>What is left to read.</summary>
    public readonly ReadOnlySpan<byte> Rest => text[position..];

    /// <summary>The next byte, 0 at the end.</summary>
    public readonly byte Peek => position < text.Length ? text[position] : (byte)0;

    /// <summary>What was read since an earlier <see cref="Position"/>.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => text[start..position];

    /// <summary>Passes over bytes of <see cref="Rest"/> that the caller has read itself.</summary>
    public void Advance(int count) => position += count;

    public bool TryByte(char expected)
    {
        if (Peek != expected || AtEnd)
        {
            return false;
        }

        position++;
        return true;
    }

    /// <summary>SP; several where one is due do no harm (Exchange, Zoho).</summary>
    public bool TrySpace()
    {
        var start = position;
        while (Peek == ' ')
        {
            position++;
        }

        return position > start;
    }

    /// <summary>atom = 1*ATOM-CHAR</summary>
    public bool TryAtom(out ReadOnlySpan<byte> atom) => TryRun(ImapChars.AtomEnd, out atom);

    /// <summary>The name of a FETCH item, up to its section, value or end.</summary>
    public bool TryItemName(out ReadOnlySpan<byte> name) => TryRun(ImapChars.ItemEnd, out name);

    /// <summary>A given word in any case, not only the beginning of a longer one.</summary>
    public bool TryWord(ReadOnlySpan<byte> word)
    {
        var rest = Rest;
        if (rest.Length < word.Length
            || !Ascii.EqualsIgnoreCase(rest[..word.Length], word)
            || (rest.Length > word.Length && !ImapChars.AtomEnd.Contains(rest[word.Length])))
        {
            return false;
        }

        position += word.Length;
        return true;
    }

    /// <summary>number = 1*DIGIT, unsigned 32 bits; a longer one is no number.</summary>
    public bool TryNumber(out uint number)
    {
        if (!Utf8Parser.TryParse(Rest, out number, out var length))
        {
            return false;
        }

        position += length;
        return true;
    }

    /// <summary>number64 and mod-sequence-value = 1*DIGIT, RFC 7162 §3.1: 63 bits.</summary>
    public bool TryNumber64(out ulong number)
    {
        if (!Utf8Parser.TryParse(Rest, out number, out var length))
        {
            return false;
        }

        position += length;
        return true;
    }

    /// <summary>
    /// flag = "\" atom / atom; flag-perm adds "\*". Gmail and old clients leave keywords such as "$a]b" behind, so only what
    /// ends a list ends a flag.
    /// </summary>
    public bool TryFlag(out ReadOnlySpan<byte> flag) => TryRun(ImapChars.NameEnd, out flag);

    /// <summary>string = quoted / literal; <paramref name="value"/> is empty for a literal that was not kept in memory.</summary>
    public bool TryString(out ReadOnlySpan<byte> value)
    {
        if (TryQuoted(out value))
        {
            return true;
        }

        if (!TryLiteral(out var index))
        {
            return false;
        }

        value = frame.Literal(index).Span;
        return true;
    }

    /// <summary>nstring = string / nil</summary>
    public bool TryNString(out ReadOnlySpan<byte> value, out bool isNil)
    {
        value = default;
        isNil = TryWord("NIL"u8);
        return isNil || TryString(out value);
    }

    /// <summary>astring = 1*ASTRING-CHAR / string, read as widely as mailbox names come.</summary>
    public bool TryAString(out ReadOnlySpan<byte> value) => TryString(out value) || TryRun(ImapChars.NameEnd, out value);

    /// <summary>mailbox = astring, the last word or before a list: where a server leaves the quotes out, blanks belong to it (GNU Mailutils, old Exchange).</summary>
    public bool TryMailbox(out ReadOnlySpan<byte> value)
    {
        if (TryString(out value))
        {
            return true;
        }

        var end = Rest.IndexOf(" ("u8);
        value = (end < 0 ? Rest : Rest[..end]).TrimEnd((byte)' ');
        position += value.Length;
        return !value.IsEmpty;
    }

    /// <summary>quoted = DQUOTE *QUOTED-CHAR DQUOTE; without an escape the value is a slice of the frame.</summary>
    public bool TryQuoted(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (Peek != '"')
        {
            return false;
        }

        var body = text[(position + 1)..];
        var end = body.IndexOfAny(ImapChars.QuotedSpecial);
        if (end < 0)
        {
            return false;
        }

        if (body[end] == '"')
        {
            value = body[..end];
            position += end + 2;
            return true;
        }

        return TryEscaped(body, end, out value);
    }

    /// <summary>literal = "{" number "}" CRLF *CHAR8, also "~{"; the content is the frame's literal <paramref name="index"/>.</summary>
    public bool TryLiteral(out int index)
    {
        index = literal;
        var rest = Rest;
        var skip = rest is [(byte)'~', ..] ? 1 : 0;
        if (literal >= frame.LiteralCount || !rest[skip..].StartsWith("{"u8))
        {
            return false;
        }

        var end = rest.IndexOf("}\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        position += end + 3;
        literal++;
        return true;
    }

    /// <summary>Passes over one value of whatever kind, with everything in its parentheses.</summary>
    public bool TrySkipValue()
    {
        var (start, startLiteral, depth) = (position, literal, 0);
        do
        {
            TrySpace();
            if (TryByte('('))
            {
                depth++;
            }
            else if (depth > 0 && TryByte(')'))
            {
                depth--;
            }
            else if (!TryString(out _) && !TryRun(ImapChars.NameEnd, out _))
            {
                (position, literal) = (start, startLiteral);
                return false;
            }
        }
        while (depth > 0);

        return true;
    }

    private bool TryRun(SearchValues<byte> stop, out ReadOnlySpan<byte> run)
    {
        var rest = Rest;
        var length = rest.IndexOfAny(stop);
        run = length < 0 ? rest : rest[..length];
        position += run.Length;
        return !run.IsEmpty;
    }

    private bool TryEscaped(ReadOnlySpan<byte> body, int first, out ReadOnlySpan<byte> value)
    {
        var plain = new ArrayBufferWriter<byte>(body.Length < 256 ? 256 : first + 256);
        var read = 0;
        for (var stop = first; stop >= 0; stop = body[read..].IndexOfAny(ImapChars.QuotedSpecial))
        {
            stop += read;
            plain.Write(body[read..stop]);
            if (body[stop] == '"')
            {
                position += stop + 2;
                value = plain.WrittenSpan;
                return true;
            }

            if (stop + 1 >= body.Length)
            {
                break;
            }

            plain.Write(body.Slice(stop + 1, 1)); // "\" quoted-specials; any other character stands for itself
            read = stop + 2;
        }

        value = default;
        return false;
    }
}
