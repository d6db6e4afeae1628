namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>
/// quoted-printable (RFC 2045 §6.7). Blanks at the end of a line are dropped, "=" at the end of a line joins lines, and an "=" that
/// introduces no hexadecimal pair stands for itself.
/// </summary>
internal sealed class QuotedPrintableDecoder(ReadOnlyMemory<byte> source) : ITransferDecoder
{
    private int _position;

    public int Read(Span<byte> output)
    {
        var input = source.Span;
        var written = 0;
        while (_position < input.Length)
        {
            var rest = input[_position..];
            var stop = rest.IndexOfAny((byte)'=', (byte)'\n');
            var run = stop < 0 ? rest : rest[..stop];
            if (stop >= 0 && rest[stop] == '\n')
            {
                run = TrimLine(run, out var carriageReturn);
                if (!Copy(run, output, ref written, reserve: 2))
                {
                    return written;
                }

                if (carriageReturn)
                {
                    output[written++] = (byte)'\r';
                }

                output[written++] = (byte)'\n';
                _position += stop + 1 - run.Length;
                continue;
            }

            if (!Copy(run, output, ref written, reserve: 3))
            {
                return written;
            }

            if (stop >= 0)
            {
                TakeEscape(input, output, ref written);
            }
        }

        return written;
    }

    private static ReadOnlySpan<byte> TrimLine(ReadOnlySpan<byte> line, out bool carriageReturn)
    {
        carriageReturn = line.EndsWith("\r"u8);
        line = carriageReturn ? line[..^1] : line;
        return !line.IsEmpty && line[^1] is (byte)' ' or (byte)'\t' ? line.TrimEnd(" \t"u8) : line;
    }

    /// <returns>false = the output is full; what fitted was consumed</returns>
    private bool Copy(ReadOnlySpan<byte> run, Span<byte> output, ref int written, int reserve)
    {
        var room = output.Length - written - reserve;
        if (room < run.Length)
        {
            room = Math.Max(0, room);
            run[..room].CopyTo(output[written..]);
            written += room;
            _position += room;
            return false;
        }

        run.CopyTo(output[written..]);
        written += run.Length;
        _position += run.Length;
        return true;
    }

    private void TakeEscape(ReadOnlySpan<byte> input, Span<byte> output, ref int written)
    {
        var rest = input[(_position + 1)..];
        if (rest.Length >= 2 && (HexDigits.ValueOf(rest[0]) | HexDigits.ValueOf(rest[1])) is >= 0)
        {
            output[written++] = (byte)((HexDigits.ValueOf(rest[0]) << 4) | HexDigits.ValueOf(rest[1]));
            _position += 3;
            return;
        }

        // Soft line break, with the blanks that gateways add behind the "=".
        var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks < 0 || rest[blanks] is (byte)'\r' or (byte)'\n')
        {
            _position = blanks < 0 ? input.Length : _position + 1 + blanks;
            _position += input[_position..].StartsWith("\r\n"u8) ? 2 : _position < input.Length ? 1 : 0;
            return;
        }

        output[written++] = (byte)'=';
        _position++;
    }
}
