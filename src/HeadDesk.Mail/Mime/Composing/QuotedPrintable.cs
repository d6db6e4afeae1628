using System.Buffers;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Text in quoted-printable (RFC 2045 §6.7): lines of at most 76, no space at a line's end, no character split over two lines.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    /// <summary>33 to 126 without "=", and space and tab inside a line: RFC 2045 §6.7 (2), (3).</summary>
    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (byte)value).Where(value => value != '='), (byte)'\t']);

    public static bool IsLiteral(byte value) => Literal.Contains(value);

    /// <summary>Writes one line and its end.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="output">Gets encoded lines.</param>
    public static void WriteLine(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(MaxLine + 2);
        var column = 0;

        // mbox delivery puts ">" before a line that begins with "From "; RFC 2049 §3 (5) advises to encode the F.
        if (line.StartsWith("From "u8))
        {
            column = Escape(line[0], target, column);
            line = line[1..];
        }

        while (!line.IsEmpty)
        {
            var run = line.IndexOfAnyExcept(Literal);
            run = run < 0 ? line.Length : run;
            run = run == line.Length && line[^1] is (byte)' ' or (byte)'\t' ? run - 1 : run;
            var isLast = run == line.Length;
            var room = isLast && column + run <= MaxLine ? MaxLine : MaxLine - 1; // "=" of the soft break
            if (run > 0 && column < room)
            {
                var length = Math.Min(run, room - column);
                line[..length].CopyTo(target[column..]);
                column += length;
                line = line[length..];
                continue;
            }

            var width = run > 0 ? 1 : 3 * CharacterLength(line);
            if (column + width > MaxLine - 1)
            {
                target = Break("=\r\n"u8, target, ref column, output);
                continue;
            }

            for (var rest = width / 3; rest > 0; rest--)
            {
                column = Escape(line[0], target, column);
                line = line[1..];
            }
        }

        Break("\r\n"u8, target, ref column, output);
    }

    private static Span<byte> Break(scoped ReadOnlySpan<byte> end, scoped Span<byte> target, scoped ref int column, IBufferWriter<byte> output)
    {
        end.CopyTo(target[column..]);
        output.Advance(column + end.Length);
        column = 0;
        return output.GetSpan(MaxLine + 2);
    }

    private static int CharacterLength(ReadOnlySpan<byte> text)
    {
        var length = text[0] switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        return Math.Min(length, text.Length);
    }

    private static int Escape(byte value, Span<byte> target, int column)
    {
        var hex = "0123456789ABCDEF"u8;
        target[column] = (byte)'=';
        target[column + 1] = hex[value >> 4];
        target[column + 2] = hex[value & 15];
        return column + 3;
    }
}
