using System.Buffers;
using System.Globalization;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// Writes messages: RFC 5322 header, MIME body (RFC 2045–2049), CRLF, ASCII throughout (but for addresses that need SMTPUTF8),
/// no line over 998 bytes. The same message always gives the same bytes.
/// </summary>
public static class MessageComposer
{
    /// <summary>References beyond these are cut in the middle; the header stays far below what servers bear.</summary>
    private const int MaxReferences = 20;

    /// <exception cref="ArgumentException">An address, the Message-ID or an extra header cannot be written safely.</exception>
    public static void Compose(OutgoingMessage message, IBufferWriter<byte> output)
    {
        var header = new HeaderWriter(output);
        var id = HeaderText.Identifier(message.MessageId) is { } given && given.Contains('@')
            ? given
            : throw new ArgumentException("the Message-ID is not of the form left@right", nameof(message));
        AddressField.Write(header, "From", [message.From]);
        AddressField.Write(header, "Sender", message.Sender is { } sender ? [sender] : []);
        AddressField.Write(header, "Reply-To", message.ReplyTo);
        AddressField.Write(header, "To", message.To);
        AddressField.Write(header, "Cc", message.Cc);
        if (message.To.Count + message.Cc.Count == 0)
        {
            header.Line("To", "undisclosed-recipients:;");
        }

        header.Begin("Subject");
        UnstructuredText.Write(header, HeaderText.Clean(message.Subject));
        header.End();
        header.Line("Date", Date(message.Date));
        header.Line("Message-ID", id);
        WriteIdentifiers(header, "In-Reply-To", message.InReplyTo);
        WriteIdentifiers(header, "References", message.References);
        ExtraHeaders.Write(header, message.Headers);
        header.Line("MIME-Version", "1.0");
        new BodyWriter(output, header, new Boundary(id)).Write(message);
    }

    /// <inheritdoc cref="Compose(OutgoingMessage, IBufferWriter{byte})"/>
    public static void Compose(OutgoingMessage message, Stream output)
    {
        using var buffered = new StreamBufferWriter(output);
        Compose(message, buffered);
        buffered.Flush();
    }

    /// <summary>RFC 5322 §3.3: <c>[day-name ","] day month year time zone</c></summary>
    private static string Date(DateTimeOffset date)
    {
        var zone = date.Offset;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date:ddd, dd MMM yyyy HH:mm:ss} {(zone < TimeSpan.Zero ? '-' : '+')}{Math.Abs(zone.Hours):00}{Math.Abs(zone.Minutes):00}");
    }

    private static void WriteIdentifiers(HeaderWriter header, string field, IReadOnlyList<string> ids)
    {
        var usable = ids.Select(HeaderText.Identifier).OfType<string>().ToList();
        if (usable.Count == 0)
        {
            return;
        }

        if (usable.Count > MaxReferences)
        {
            usable.RemoveRange(1, usable.Count - MaxReferences);
        }

        header.Begin(field);
        foreach (var id in usable)
        {
            header.Token(id);
        }

        header.End();
    }
}
