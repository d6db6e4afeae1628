using System.Buffers;

namespace HeadDesk.Daemon.Care.Importing;

/// <summary>The quotation of lines that begin with From in an mbox file.</summary>
internal static class MboxText
{
    /// <summary>The mail as it was: one ">" less before each ">From " at the beginning of a line.</summary>
    public static ReadOnlyMemory<byte> Unquoted(ReadOnlyMemory<byte> quoted)
    {
        if (quoted.Span.IndexOf(">From "u8) < 0)
        {
            return quoted;
        }

        var plain = new ArrayBufferWriter<byte>(quoted.Length);
        foreach (var line in Lines(quoted))
        {
            plain.Write(IsQuoted(line.Span) ? line.Span[1..] : line.Span);
        }

        return plain.WrittenMemory;
    }

    /// <summary>With LF line ends, and one ">" more where a line would begin a new mail or looks quoted already (mboxrd).</summary>
    public static void WriteQuoted(Stream to, ReadOnlyMemory<byte> mail)
    {
        var ended = true;
        foreach (var line in Lines(mail))
        {
            var text = line.Span;
            if (text.StartsWith("From "u8) || IsQuoted(text))
            {
                to.WriteByte((byte)'>');
            }

            ended = text[^1] == '\n';
            var bare = text.EndsWith("\r\n"u8);
            to.Write(bare ? text[..^2] : text);
            if (bare)
            {
                to.WriteByte((byte)'\n');
            }
        }

        to.Write(ended ? "\n"u8 : "\n\n"u8);
    }

    private static bool IsQuoted(ReadOnlySpan<byte> line) => line.Length > 0 && line[0] == '>' && line.TrimStart((byte)'>').StartsWith("From "u8);

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var length = end < 0 ? text.Length : end + 1;
            yield return text[..length];
            text = text[length..];
        }
    }
}
