using System.Text;
using HeadDesk.Mail.Mime.Charsets;
using HeadDesk.Mail.Mime.Decoding;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>A business card (RFC 6350, and vCard 2.1 with its quoted-printable values) in a few lines.</summary>
internal static class VCardText
{
    private const int MaxLines = 50;

    public static string? Describe(string card)
    {
        var text = new StringBuilder();
        var lines = 0;
        foreach (var (name, parameters, value) in ContentLines.Read(card))
        {
            if (Label(name) is not { } label || value.Length == 0 || lines == MaxLines)
            {
                continue;
            }

            var shown = Clean(parameters, value);
            if (shown.Length > 0)
            {
                text.Append(label).Append(shown).Append('\n');
                lines++;
            }
        }

        return text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    private static string? Label(string name) => name switch
    {
        "FN" => "",
        "ORG" => "Organization: ",
        "TITLE" => "Title: ",
        "EMAIL" => "E-mail: ",
        "TEL" => "Telephone: ",
        "ADR" => "Address: ",
        "URL" => "Web: ",
        "NOTE" => "Note: ",
        _ => null,
    };

    private static string Clean(string parameters, string value)
    {
        if (parameters.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase))
        {
            var buffer = TransferDecoding.Rent(Encoding.UTF8.GetBytes(value), TransferEncoding.QuotedPrintable, value.Length, out var length);
            value = TextDecoder.Decode(buffer.AsSpan(0, length), null);
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        var fields = ContentLines.Unescape(value).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(", ", fields).Replace('\n', ' ');
    }
}
