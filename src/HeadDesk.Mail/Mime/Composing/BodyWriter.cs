using System.Buffers;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// The body's tree, outermost first and each level only where it is needed:
/// <c>mixed( alternative( text, related( html, inline… ) ), attachment… )</c>
/// </summary>
internal sealed class BodyWriter(IBufferWriter<byte> output, HeaderWriter header, Boundary boundaries)
{
    public void Write(OutgoingMessage message)
    {
        var inline = message.Html is null ? [] : message.Attachments.Where(part => part.Inline).ToArray();
        var attached = message.Html is null ? message.Attachments : [.. message.Attachments.Where(part => !part.Inline)];
        if (attached.Count == 0)
        {
            WriteText(message, inline);
            return;
        }

        var boundary = Open("multipart/mixed");
        Delimit(boundary);
        WriteText(message, inline);
        foreach (var part in attached)
        {
            Delimit(boundary);
            AttachmentPart.Write(part, header, output, boundaries);
        }

        Close(boundary);
    }

    private void WriteText(OutgoingMessage message, OutgoingAttachment[] inline)
    {
        if (message.Html is not { } html)
        {
            TextBody.Write(header, "text/plain", message.Text, output);
            return;
        }

        var boundary = Open("multipart/alternative");
        Delimit(boundary);
        TextBody.Write(header, "text/plain", message.Text, output);
        Delimit(boundary);
        WriteHtml(html, inline);
        Close(boundary);
    }

    private void WriteHtml(string html, OutgoingAttachment[] inline)
    {
        if (inline.Length == 0)
        {
            TextBody.Write(header, "text/html", html, output);
            return;
        }

        var boundary = Open("multipart/related", "; type=\"text/html\""); // type is required: RFC 2387 §3.1
        Delimit(boundary);
        TextBody.Write(header, "text/html", html, output);
        foreach (var part in inline)
        {
            Delimit(boundary);
            AttachmentPart.Write(part, header, output, boundaries);
        }

        Close(boundary);
    }

    private string Open(string mediaType, string parameters = "")
    {
        var boundary = boundaries.Next();
        header.Begin("Content-Type");
        header.Append($" {mediaType}{parameters};");
        header.Token($"boundary=\"{boundary}\"");
        header.End();
        output.Write("\r\n"u8);
        return boundary;
    }

    /// <summary>Every body ends with a CRLF of its own, so the one that belongs to the delimiter (RFC 2046 §5.1.1) is written here.</summary>
    private void Delimit(string boundary)
    {
        header.Append($"\r\n--{boundary}\r\n");
    }

    private void Close(string boundary) => header.Append($"\r\n--{boundary}--\r\n");
}
