using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// Unstructured text (RFC 5322 §3.2.5): ASCII words stand as they are and fold between them; from the first word that cannot
/// to the last, encoded words carry all. So <c>[HD-7]</c> stays readable before a subject in any script.
/// </summary>
internal static class UnstructuredText
{
    /// <param name="header">Stands behind the field's name.</param>
    /// <param name="text">On one line and without controls.</param>
    public static void Write(HeaderWriter header, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var (start, end) = EncodedRange(text);
        WriteWords(header, text.AsSpan(0, start));
        EncodedWords.Write(header, text.AsSpan(start, end - start));
        WriteWords(header, text.AsSpan(end));
    }

    private static (int Start, int End) EncodedRange(string text)
    {
        int start = -1, end = -1, previous = 0;
        var afterGap = false;
        for (var from = 0; from <= text.Length;)
        {
            var length = text.AsSpan(from).IndexOf(' ');
            var to = length < 0 ? text.Length : from + length;
            if (to == from || afterGap || NeedsEncoding(text.AsSpan(from, to - from)))
            {
                // Two spaces in a row: a fold could swallow one, so both neighbours come in.
                start = start >= 0 ? start : to == from ? previous : from;
                end = to;
            }

            afterGap = to == from;
            previous = from;
            from = to + 1;
        }

        return start < 0 ? (text.Length, text.Length) : (start, end);
    }

    /// <summary><c>=?</c> would be read as an encoded word.</summary>
    private static bool NeedsEncoding(ReadOnlySpan<char> word) =>
        word.Length > HeaderText.MaxToken || !Ascii.IsValid(word) || word.Contains("=?", StringComparison.Ordinal);

    private static void WriteWords(HeaderWriter header, ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(' '))
        {
            if (!text[range].IsEmpty)
            {
                header.Token(text[range]);
            }
        }
    }
}
