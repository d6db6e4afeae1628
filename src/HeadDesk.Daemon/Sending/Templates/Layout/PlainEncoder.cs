using System.Buffers;
using System.Text;
using HandlebarsDotNet;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>For the text part, where no character has a meaning but those that begin a line, steer a terminal or turn the direction of writing.</summary>
internal sealed class PlainEncoder : ITextEncoder
{
    /// <summary>C0 and C1 controls (a line end among them), the line and paragraph separators, and the direction overrides of UAX 9.</summary>
    internal static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat([0x2028, 0x2029]).Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(c => (char)c)]);

    public void Encode(StringBuilder? text, TextWriter target) => Encode((text?.ToString()).AsSpan(), target);

    public void Encode(string? text, TextWriter target) => Encode(text.AsSpan(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
        {
            Encode([text.Current], target);
        }
    }

    private static void Encode(ReadOnlySpan<char> text, TextWriter target)
    {
        while (text.IndexOfAny(Controls) is >= 0 and var at)
        {
            target.Write(text[..at]);
            target.Write(' ');
            text = text[(at + 1)..];
        }

        target.Write(text);
    }
}
