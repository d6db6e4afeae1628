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
        var length = 0;
        foreach (var b in leading)
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)',')
            {
                continue;
            }

            // "text/html: charset=utf-8"
            if (b == ':')
            {
                break;
            }

            if (b <= 0x20 || b >= 0x7F || length == text.Length)
            {
                return null;
            }

            text[length++] = char.ToLowerInvariant((char)b);
        }

        text = text[..length];
        var slash = text.IndexOf('/');
        return slash > 0 && slash < length - 1
            ? Lookup.TryGetValue(text, out var usual) ? usual : text.ToString()
            : WithoutSubtype(text.TrimEnd('/'));
    }

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
