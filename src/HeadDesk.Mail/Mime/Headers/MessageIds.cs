using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>msg-id = "&lt;" id-left "@" id-right "&gt;" (RFC 5322 §3.6.4), and whatever stands in its place.</summary>
internal static class MessageIds
{
    /// <summary>RFC 5322 §2.1.1: a line has at most 998 characters.</summary>
    private const int Longest = 998;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,;>\""u8);

    /// <summary>A thread has a few ids: they are compared one by one until there are more.</summary>
    private const int Few = 8;

    /// <summary>Encoded words, which have no business here (RFC 2047 §5), are decoded all the same: programs that fold long fields write them.</summary>
    public static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> raw) =>
        raw.Span.IndexOf("=?"u8) < 0 ? raw : Encoding.UTF8.GetBytes(EncodedWords.Decode(raw.Span, null));

    public static string? First(ReadOnlySpan<byte> raw)
    {
        var bracketed = raw.IndexOf((byte)'<') >= 0;
        while (TryNext(ref raw, bracketed, out var id))
        {
            if (id.Length > 0)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Ids without their brackets, each once, in order; of more than <paramref name="limit"/> the first and the last ones.</summary>
    public static IReadOnlyList<string> All(ReadOnlySpan<byte> raw, int limit)
    {
        var ids = new List<string>();
        HashSet<string>? seen = null;
        var bracketed = raw.IndexOf((byte)'<') >= 0;
        while (TryNext(ref raw, bracketed, out var id))
        {
            if (id.Length == 0 || (seen == null && ids.Contains(id)) || seen?.Add(id) == false)
            {
                continue;
            }

            seen ??= ids.Count == Few ? new HashSet<string>(ids, StringComparer.Ordinal) { id } : null;

            // RFC 5322 §3.6.4: the thread's root comes first, the message answered last.
            if (ids.Count == limit)
            {
                if (limit == 1)
                {
                    break;
                }

                ids.RemoveAt(1);
            }

            ids.Add(id);
        }

        return ids;
    }

    private static bool TryNext(ref ReadOnlySpan<byte> raw, bool bracketed, out string id)
    {
        id = "";
        if (!bracketed)
        {
            // Old programs write bare ids; a word without "@" is then prose ("Your message of …").
            raw = raw.TrimStart(" \t\r\n,;>\""u8);
            var end = raw.IndexOfAny(Separators);
            var word = end < 0 ? raw : raw[..end];
            raw = raw[word.Length..];
            id = word.Contains((byte)'@') || raw.Trim(" \t\r\n"u8).IsEmpty ? Clean(word) : "";
            return !word.IsEmpty;
        }

        var open = raw.IndexOf((byte)'<');
        if (open < 0)
        {
            return false;
        }

        raw = raw[(open + 1)..];
        var close = raw.IndexOfAny((byte)'>', (byte)'<');
        var inner = close < 0 ? raw : raw[..close];
        raw = raw[inner.Length..];
        id = Clean(inner);
        return true;
    }

    /// <summary>Folding inside an id is undone: it never holds a blank that was meant.</summary>
    private static string Clean(ReadOnlySpan<byte> id)
    {
        if (id.Length > Longest)
        {
            return "";
        }

        var text = RawText.Decode(id, null);
        return text.AsSpan().IndexOfAny(" \t\r\n") < 0 && !text.AsSpan().ContainsAnyInRange('\0', '\x1F')
            ? text
            : string.Concat(text.Where(c => c > ' '));
    }
}
