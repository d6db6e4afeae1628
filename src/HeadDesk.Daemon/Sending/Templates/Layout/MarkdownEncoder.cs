using System.Buffers;
using System.Globalization;
using System.Text;
using HandlebarsDotNet;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>
/// Makes a value inert inside Markdown: every ASCII mark becomes a character reference, which CommonMark §6.2 takes as text and
/// never as structure, so that a customer's <c>*</c>, <c>[x](y)</c>, <c>&lt;b&gt;</c> or bare link stays what it is: characters.
/// </summary>
internal sealed class MarkdownEncoder : ITextEncoder
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    public void Encode(StringBuilder? text, TextWriter target) => Encode((text?.ToString()).AsSpan(), target);

    public void Encode(string? text, TextWriter target) => Encode(text.AsSpan(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var whole = new StringBuilder();
        while (text?.MoveNext() == true)
        {
            whole.Append(text.Current);
        }

        Encode(whole.ToString(), target);
    }

    private static void Encode(ReadOnlySpan<char> text, TextWriter target)
    {
        // Blanks at the ends would take their meaning from stars beside them, or make code of a quoted line.
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        foreach (var character in text[start..end])
        {
            if (Marks.Contains(character))
            {
                target.Write(string.Create(CultureInfo.InvariantCulture, $"&#{(int)character};"));
            }
            else
            {
                // A value stands inside a line: its own line ends are blanks. Blocks of foreign text go through {{quote}}.
                target.Write(PlainEncoder.Controls.Contains(character) ? ' ' : character);
            }
        }
    }

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || PlainEncoder.Controls.Contains(character);
}
