using System.Collections.Frozen;
using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>type "/" subtype as a lower-case string; the usual ones cost nothing.</summary>
internal static class MediaTypes
{
    public const string Plain = "text/plain";
    public const string Html = "text/html";
    public const string Xhtml = "application/xhtml+xml";
    public const string Message = "message/rfc822";
    public const string Digest = "multipart/digest";
    public const string OctetStream = "application/octet-stream";

    private static readonly FrozenSet<string> Usual = new[]
    {
        Plain, Html, Message, Digest, OctetStream, "multipart/mixed", "multipart/alternative", "multipart/related", "multipart/report",
        "multipart/signed", "text/calendar", "application/pdf", "image/png", "image/jpeg", "image/gif", "application/pgp-signature",
        "application/pkcs7-signature", "message/delivery-status", "text/rfc822-headers", "application/ms-tnef", "text/csv", "application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Usual.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="field">The raw Content-Type value.</param>
    /// <returns>null where no type can be made out</returns>
    public static string? Parse(ReadOnlySpan<byte> field)
    {
        if (field.IndexOf((byte)'(') >= 0)
        {
            field = WithoutComments(field);
        }

        var leading = new RawParameters(field).Leading;
        Span<char> text = stackalloc char[200];
        var (length, slash) = (0, 0);
        foreach (var b in leading)
        {
            // Blanks, and marks that somebody set around a type, belong to none.
            if (" \t\r\n\"',<>[]"u8.Contains(b))
            {
                continue;
            }

            var c = b == '\\' ? '/' : char.ToLowerInvariant((char)b);
            if (c is ':' or '/' && slash > 0)
            {
                break; // "text/html: charset=utf-8"
            }

            if (c == ':')
            {
                length = 0; // "Content-Type: Content-Type: text/html"
                continue;
            }

            if (b <= 0x20 || b >= 0x7F || length == text.Length)
            {
                return null;
            }

            slash = c == '/' ? length : slash;
            text[length++] = c;
        }

        text = text[..length];
        return slash > 0 && slash < length - 1
            ? Lookup.TryGetValue(text, out var usual) ? usual : Meant(text)
            : WithoutSubtype(text.TrimEnd('/'));
    }

    private static string Meant(ReadOnlySpan<char> type) => type is "text/htm" or "text/x-html" ? Html : type.ToString();

    /// <summary>"Content-Type: text" and the like: programs of before RFC 1521, and broken ones.</summary>
    private static string? WithoutSubtype(ReadOnlySpan<char> type) => type switch
    {
        "text" or "plain" => Plain,
        "html" => Html,
        "multipart" or "mixed" => "multipart/mixed",
        "message" => Message,
        "application" or "image" or "audio" or "video" => OctetStream,
        "pdf" => "application/pdf",
        _ => null,
    };

    private static byte[] WithoutComments(ReadOnlySpan<byte> field)
    {
        var bytes = new List<byte>(field.Length);
        var depth = 0;
        var quoted = false;
        foreach (var b in field)
        {
            quoted ^= b == '"' && depth == 0;
            depth += b == '(' && !quoted ? 1 : 0;
            if (depth == 0)
            {
                bytes.Add(b);
            }

            depth -= b == ')' && depth > 0 ? 1 : 0;
        }

        return [.. bytes];
    }
}
