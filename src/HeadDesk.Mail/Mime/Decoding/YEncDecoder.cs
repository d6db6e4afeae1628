namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>yEnc 1.3: byte + 42 modulo 256; "=" escapes the next byte by another 64; lines that begin with "=y" are control lines.</summary>
internal sealed class YEncDecoder(ReadOnlyMemory<byte> source) : ITransferDecoder
{
    private int _position = BodyStart(source.Span);

    public int Read(Span<byte> output)
    {
        var input = source.Span;
        var written = 0;
        while (_position < input.Length && written < output.Length)
        {
            var b = input[_position++];
            if (b is (byte)'\r' or (byte)'\n')
            {
                SkipControlLine(input);
                continue;
            }

            if (b == '=' && _position < input.Length)
            {
                b = (byte)(input[_position++] - 64);
            }

            output[written++] = (byte)(b - 42);
        }

        return written;
    }

    private static int BodyStart(ReadOnlySpan<byte> input)
    {
        var begin = input.IndexOf("=ybegin "u8);
        if (begin < 0)
        {
            return 0;
        }

        // Stop before the line end, so that a =ypart line after it is seen as one.
        var end = input[begin..].IndexOf((byte)'\n');
        return end < 0 ? input.Length : begin + end;
    }

    private void SkipControlLine(ReadOnlySpan<byte> input)
    {
        if (!input[_position..].StartsWith("=y"u8))
        {
            return;
        }

        var last = input[_position..].StartsWith("=yend"u8);
        var end = input[_position..].IndexOf((byte)'\n');
        _position = last || end < 0 ? input.Length : _position + end;
    }
}
