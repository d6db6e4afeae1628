using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Tree;

/// <summary>The boundary as bytes: a slice of the source wherever the parameter is written plainly.</summary>
internal static class BoundaryParameter
{
    /// <summary>RFC 2046 §5.1.1 allows 70; longer ones are met.</summary>
    private const int Longest = 1000;

    private const int LongestField = 64 * 1024;
    private const int MaxParameters = 200;

    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> source, Range? contentType)
    {
        if (contentType is not { } range)
        {
            return default;
        }

        var field = source[range];
        field = field[..Math.Min(field.Length, LongestField)];
        var parameters = new RawParameters(field.Span);
        for (var count = 0; count < MaxParameters && parameters.MoveNext(); count++)
        {
            if (!Ascii.EqualsIgnoreCase(parameters.Name, "boundary"u8))
            {
                continue;
            }

            var value = parameters.Value.TrimEnd(" \t\r\n"u8);
            if (value.Length is 0 or > Longest)
            {
                return default;
            }

            return value.IndexOfAny("\\\r\n"u8) >= 0 ? Unquote(value) : field.Slice(parameters.ValueStart, value.Length);
        }

        // Continued or percent-encoded (RFC 2231): rare enough to take the slow way.
        var decoded = HeaderParameters.Parse(field.Span, null).Values["boundary"];
        return decoded is { Length: > 0 and <= Longest } ? Encoding.UTF8.GetBytes(decoded.TrimEnd()) : default;
    }

    private static byte[] Unquote(ReadOnlySpan<byte> value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            if (value[i] is not ((byte)'\r' or (byte)'\n'))
            {
                bytes.Add(value[i]);
            }
        }

        return [.. bytes];
    }
}
