namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>
/// uuencode (POSIX): "begin" SP mode SP name, lines of one length character and groups of four, "`" or an empty group, "end".
/// The begin line may be missing when the whole part is declared to be uuencoded.
/// </summary>
internal sealed class UuDecoder(ReadOnlyMemory<byte> source) : ITransferDecoder
{
    private int _position = BodyStart(source.Span);

    public int Read(Span<byte> output)
    {
        var input = source.Span;
        var written = 0;
        while (_position < input.Length && output.Length - written >= 64)
        {
            var rest = input[_position..];
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            if (line.SequenceEqual("end"u8))
            {
                _position = input.Length;
                break;
            }

            _position += end < 0 ? rest.Length : end + 1;
            written += DecodeLine(line, output[written..]);
        }

        return written;
    }

    private static int BodyStart(ReadOnlySpan<byte> input)
    {
        var begin = input.StartsWith("begin "u8) ? 0 : input.IndexOf("\nbegin "u8) + 1;
        if (begin == 0 && !input.StartsWith("begin "u8))
        {
            return 0;
        }

        var lineEnd = input[begin..].IndexOf((byte)'\n');
        return lineEnd < 0 ? input.Length : begin + lineEnd + 1;
    }

    private static int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output)
    {
        if (line.IsEmpty || line[0] is < 0x20 or > 0x60)
        {
            return 0;
        }

        var length = (line[0] - 0x20) & 0x3F;
        line = line[1..];
        var written = 0;
        for (var i = 0; written < length && i < line.Length; i += 4)
        {
            // Trailing blanks are often lost on the way: a missing character counts as a space.
            var bits = 0;
            for (var k = 0; k < 4; k++)
            {
                bits = (bits << 6) | (i + k < line.Length ? (line[i + k] - 0x20) & 0x3F : 0);
            }

            for (var k = 0; k < 3 && written < length; k++)
            {
                output[written++] = (byte)(bits >> (16 - (8 * k)));
            }
        }

        return written;
    }
}
