using System.Buffers;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>Text of a part as text in memory: LF ends lines, NULs and a byte order mark are gone.</summary>
internal static class LineEnds
{
    public static string Normalize(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\0', '\uFEFF') < 0)
        {
            return text;
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            var rest = text.AsSpan();
            while (rest.IndexOfAny('\r', '\0', '\uFEFF') is var next and >= 0)
            {
                rest[..next].CopyTo(buffer.AsSpan(length));
                length += next;
                if (rest[next] == '\r')
                {
                    buffer[length++] = '\n';
                    next += next + 1 < rest.Length && rest[next + 1] == '\n' ? 1 : 0;
                }

                rest = rest[(next + 1)..];
            }

            rest.CopyTo(buffer.AsSpan(length));
            return new string(buffer, 0, length + rest.Length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
