using System.Buffers;
using System.Globalization;
using System.Text;

namespace HeadDesk.MailServers.Generating;

/// <summary>The encodings of MIME, written for the generator alone so that nothing under test helps to make its own tests.</summary>
internal static class MimeText
{
    private const int LineLength = 76;   // RFC 2045 §6.7, §6.8

    public static string EncodedWords(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        // Each word at most 75 characters and whole characters only, RFC 2047 §2 and §5: 45 bytes make 60 letters of base64.
        var words = new List<string>();
        var run = new StringBuilder();
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > 45)
            {
                words.Add(Word(run));
                run.Clear();
                bytes = 0;
            }

            run.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        words.Add(Word(run));
        return string.Join("\r\n ", words);

        static string Word(StringBuilder run) => $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(run.ToString()))}?=";
    }

    /// <summary>filename*=UTF-8''…   RFC 2231 §4</summary>
    public static string ExtendedParameter(string name, string value) => Ascii.IsValid(value)
        ? $"{name}=\"{value}\""
        : $"{name}*=UTF-8''{Uri.EscapeDataString(value)}";

    public static void WriteBase64(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        const int rawLine = LineLength / 4 * 3;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> line = data[..Math.Min(rawLine, data.Length)];
            Span<byte> target = output.GetSpan(LineLength + 2);
            System.Buffers.Text.Base64.EncodeToUtf8(line, target, out _, out int written);
            "\r\n"u8.CopyTo(target[written..]);
            output.Advance(written + 2);
            data = data[line.Length..];
        }
    }

    public static void WriteQuotedPrintable(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        int column = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == '\n')
            {
                output.Write("\r\n"u8);
                column = 0;
                continue;
            }

            bool lineEnds = i + 1 == text.Length || text[i + 1] == '\n';
            bool literal = b is >= 33 and <= 126 && b != '=' || (b is (byte)' ' or (byte)'\t' && !lineEnds);
            int width = literal ? 1 : 3;
            if (column + width > LineLength - 1)
            {
                output.Write("=\r\n"u8);
                column = 0;
            }

            column += width;
            if (literal)
            {
                output.Write([b]);
            }
            else
            {
                output.Write(Encoding.ASCII.GetBytes("=" + b.ToString("X2", CultureInfo.InvariantCulture)));
            }
        }

        output.Write("\r\n"u8);
    }

    public static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
