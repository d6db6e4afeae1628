using System.Buffers;
using System.Text;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Text;
using HeadDesk.Mail.Mime.Tnef;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>Opens the parts that hold something to be read in a form of their own.</summary>
internal sealed class PartUnwrapper(MimeMessage message, Action<string> defect)
{
    /// <summary>Containers in containers; TNEF in S/MIME in TNEF is deeper than anybody means it.</summary>
    private const int MaxNesting = 8;

    /// <returns>null = an attachment like any other</returns>
    public Unwrapped? Open(MimePart part) => KindOf(part) switch
    {
        "tnef" => OpenTnef(part),
        "smime" => OpenSmime(part),
        "calendar" => Describe(CalendarText.Describe(part.DecodeText())),
        "vcard" => Describe(VCardText.Describe(part.DecodeText())),
        "message/partial" => OpenPartial(part),
        _ => null,
    };

    private static string KindOf(MimePart part) => part.MediaType switch
    {
        "application/ms-tnef" or "application/vnd.ms-tnef" => "tnef",
        "application/octet-stream" when part.FileName?.ToLowerInvariant() is "winmail.dat" or "win.dat" => "tnef",
        "application/octet-stream" when part.FileName?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true => "smime",
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => "smime",
        "text/calendar" or "application/ics" => "calendar",
        "text/vcard" or "text/x-vcard" => "vcard",
        "text/directory" when part.Parameters["profile"] is { } profile && profile.Equals("vcard", StringComparison.OrdinalIgnoreCase) => "vcard",
        var other => other,
    };

    private static Unwrapped? Describe(string? text) => text == null ? null : new Unwrapped(text, null, null);

    private Unwrapped? OpenTnef(MimePart part)
    {
        if (TnefReader.Read(Decode(part), message.Limits.MaxDecodedTextBytes) is not { IsEmpty: false } tnef)
        {
            defect("tnef: cannot be read");
            return null;
        }

        return TnefContent.Unwrap(tnef, message.Limits);
    }

    private Unwrapped? OpenSmime(MimePart part)
    {
        var kind = CmsContent.Read(Decode(part), out var content);
        if (kind == CmsKind.Enveloped || (kind == CmsKind.Unknown && part.Parameters["smime-type"] == "enveloped-data"))
        {
            return Unwrapped.Notice("[This message is encrypted (S/MIME).]");
        }

        return content is { Length: > 0 } ? OpenEntity(content) : null;
    }

    /// <summary>RFC 2046 §5.2.2: the first piece begins with the header of the whole; only it can be read without the others.</summary>
    private Unwrapped OpenPartial(MimePart part)
    {
        var (number, total) = (part.Parameters["number"], part.Parameters["total"]);
        var notice = $"[Piece {number ?? "?"} of {total ?? "?"} of a message sent in pieces.]";
        if (number != "1" || OpenEntity(part.RawBody) is not { Text: { Length: > 0 } text } inner)
        {
            return Unwrapped.Notice(notice);
        }

        return inner with { Text = notice + "\n\n" + text, Attachments = null };
    }

    private Unwrapped? OpenEntity(ReadOnlyMemory<byte> bytes)
    {
        if (message.Depth >= MaxNesting)
        {
            defect("unwrapping: nested too deeply");
            return null;
        }

        var inner = new MessageContent(MimeMessage.Parse(bytes, message.Limits, message.Depth + 1));
        return new Unwrapped(inner.Text, inner.Html, inner.Sources);
    }

    private ReadOnlyMemory<byte> Decode(MimePart part)
    {
        if (part.TransferEncoding == TransferEncoding.Identity)
        {
            return part.RawBody;
        }

        var buffer = TransferDecoding.Rent(part.RawBody, part.TransferEncoding, message.Limits.MaxUnpackedBytes, out var length);
        try
        {
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>message/external-body (RFC 2046 §5.2.3) has no content of its own, only a way to it.</summary>
    public static string Elsewhere(MimePart part)
    {
        var words = new StringBuilder();
        foreach (var name in (ReadOnlySpan<string>)["url", "access-type", "site", "directory", "name", "server"])
        {
            if (part.Parameters[name] is { } value)
            {
                words.Append(words.Length > 0 ? " " : "").Append(SingleLine.Of(value));
            }
        }

        return $"[This part is kept elsewhere: {(words.Length == 0 ? "no address given" : words)}]";
    }
}
