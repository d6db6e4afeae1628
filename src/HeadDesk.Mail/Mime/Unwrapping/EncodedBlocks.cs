using System.Text;
using HeadDesk.Mail.Mime.Attachments;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>Files that were typed into the text: uuencode ("begin 644 name" … "end") and yEnc ("=ybegin … name=" … "=yend").</summary>
internal static class EncodedBlocks
{
    private const int MaxBlocks = 100;

    /// <summary>Cheap test: most texts have none.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> body) =>
        body.IndexOf("begin "u8) is var at and >= 0 && (body[at..].IndexOf("\nend"u8) >= 0 || body.IndexOf("=yend"u8) >= 0);

    /// <param name="body">The decoded bytes of a text part.</param>
    /// <param name="found">The files, in order.</param>
    /// <returns>The ranges of the text that are not files, one more than there are files.</returns>
    public static List<Range> Find(ReadOnlyMemory<byte> body, out List<AttachmentSource> found)
    {
        found = [];
        var text = new List<Range>();
        var span = body.Span;
        var lastYEnd = span.LastIndexOf("\n=yend"u8);
        var kept = 0;
        for (var position = 0; position < span.Length && found.Count < MaxBlocks;)
        {
            var lineEnd = span[position..].IndexOf((byte)'\n');
            var next = lineEnd < 0 ? span.Length : position + lineEnd + 1;
            var line = span[position..next].TrimEnd("\r\n"u8);
            if (TryReadBegin(line, out var name, out var encoding)
                && TryFindEnd(span, next, encoding, lastYEnd, out var end))
            {
                text.Add(kept..position);
                found.Add(new AttachmentSource(name, MediaTypeGuess.OfName(name), body[position..end], encoding, false, null));
                kept = next = end;
            }

            position = next;
        }

        text.Add(kept..span.Length);
        return text;
    }

    private static bool TryReadBegin(ReadOnlySpan<byte> line, out string name, out TransferEncoding encoding)
    {
        name = "";
        encoding = TransferEncoding.UuEncode;
        if (line.StartsWith("=ybegin "u8) && line.IndexOf(" name="u8) is var at and > 0)
        {
            encoding = TransferEncoding.YEnc;
            name = Encoding.UTF8.GetString(line[(at + 6)..]).Trim();
            return true;
        }

        // begin SP 3*4octal-digit SP name
        if (!line.StartsWith("begin "u8))
        {
            return false;
        }

        var rest = line[6..];
        var mode = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        if (mode is not (3 or 4) || rest[mode] != ' ')
        {
            return false;
        }

        name = Encoding.UTF8.GetString(rest[(mode + 1)..]).Trim();
        return name.Length > 0;
    }

    private static bool TryFindEnd(ReadOnlySpan<byte> span, int start, TransferEncoding encoding, int lastYEnd, out int end)
    {
        if (encoding == TransferEncoding.YEnc)
        {
            // Each begin that is matched goes on after its end, so that the search is linear as long as there is an end at all.
            var mark = start <= lastYEnd ? span[start..].IndexOf("\n=yend"u8) : -1;
            end = mark < 0 ? -1 : EndOfLine(span, start + mark + 1);
            return mark >= 0;
        }

        // Every line must look the part, or "begin 644 things" in prose would swallow the letter.
        for (end = start; end < span.Length;)
        {
            var next = EndOfLine(span, end);
            var line = span[end..next].TrimEnd("\r\n"u8);
            end = next;
            if (line.SequenceEqual("end"u8))
            {
                return true;
            }

            var length = line.IsEmpty ? 0 : (line[0] - 0x20) & 0x3F;
            var expected = (length + 2) / 3 * 4;
            if (!line.IsEmpty && (line[0] is < 0x20 or > 0x60 || line.Length - 1 > expected + 3))
            {
                return false;
            }
        }

        return false;
    }

    private static int EndOfLine(ReadOnlySpan<byte> span, int start)
    {
        var end = span[start..].IndexOf((byte)'\n');
        return end < 0 ? span.Length : start + end + 1;
    }
}
