using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Smtp;

/// <summary>One line of a reply. Pure: works on what has arrived so far.</summary>
internal readonly record struct ReplyLine(int Code, bool IsLast, string Text)
{
    private const int CodeLength = 3;

    /// <summary>False = more bytes are needed; nothing was consumed.</summary>
    /// <param name="input">Stands at the first byte of a line.</param>
    /// <param name="maxLength">Cap in bytes, without the line's end.</param>
    /// <param name="line">The line, unless there is a defect.</param>
    /// <param name="defect">What is wrong with the line, in words; null for a good one.</param>
    public static bool TryRead(ref SequenceReader<byte> input, int maxLength, out ReplyLine line, out string? defect)
    {
        line = default;   // Reply-line = 3DIGIT ("-" / SP) [text] CRLF   RFC 5321 §4.2
        defect = null;
        if (!input.TryReadTo(out ReadOnlySequence<byte> bytes, (byte)'\n'))
        {
            defect = input.Remaining > maxLength + 1 ? TooLong(maxLength) : null;
            return defect is not null;
        }

        if (bytes.Length > maxLength + 1)
        {
            defect = TooLong(maxLength);
            return true;
        }

        var text = Encoding.UTF8.GetString(bytes);
        text = text.EndsWith('\r') ? text[..^1] : text; // bare LF is taken for a line end: some devices send it
        defect = TryParse(text, out line) ? null : text;
        return true;
    }

    private static bool TryParse(string text, out ReplyLine line)
    {
        line = default;
        if (text.Length < CodeLength || text[0] is < '2' or > '5' || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2]))
        {
            return false;
        }

        var code = ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + (text[2] - '0');
        if (text.Length == CodeLength)
        {
            line = new ReplyLine(code, true, string.Empty); // no text and no space: RFC 5321 §4.2 asks clients to bear it
            return true;
        }

        line = new ReplyLine(code, text[CodeLength] == ' ', text[(CodeLength + 1)..]);
        return text[CodeLength] is ' ' or '-';
    }

    private static string TooLong(int maxLength) => $"a line of more than {maxLength} bytes";
}
