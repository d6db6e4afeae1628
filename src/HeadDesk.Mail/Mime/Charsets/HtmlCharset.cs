using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>The charset that an HTML document declares in its first kilobytes (HTML Living Standard §13.2.3.2, much abridged).</summary>
internal static class HtmlCharset
{
    private const int Prefix = 4096;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\"'>; /"u8);

    public static string? Find(ReadOnlySpan<byte> html)
    {
        html = html[..Math.Min(html.Length, Prefix)];
        while (html.IndexOf("harset"u8) is var at and >= 0)
        {
            var rest = html[(at + 6)..].TrimStart(" \t\r\n"u8);
            html = rest;
            if (!rest.StartsWith("="u8))
            {
                continue;
            }

            rest = rest[1..].TrimStart(" \t\r\n\"'"u8);
            var end = rest.IndexOfAny(Ends);
            if (end is > 0 and < 40)
            {
                return Encoding.ASCII.GetString(rest[..end]);
            }
        }

        return null;
    }
}
