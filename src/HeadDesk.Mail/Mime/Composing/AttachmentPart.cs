using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>One attachment: Content-Type, disposition, id, and the content in base64.</summary>
internal static class AttachmentPart
{
    private const string Bytes = "application/octet-stream";

    public static void Write(OutgoingAttachment part, HeaderWriter header, IBufferWriter<byte> output, Boundary boundaries)
    {
        var name = FileNameParameter.Clean(part.Name);
        var type = MediaType(part.MediaType);
        using var content = part.Open();
        if (type == "message/rfc822")
        {
            if (content.CanSeek && EnclosedMessage.TryRead(content, boundaries.Mark) is { } message)
            {
                WriteHeader(part, header, type, name, "7bit");
                output.Write("\r\n"u8);
                output.Write(message.Span);
                return;
            }

            type = Bytes; // RFC 2046 §5.2.1: no base64 for message/rfc822, so one that is not fit for 7bit goes as a file
            if (content.CanSeek)
            {
                content.Position = 0;
            }
        }

        WriteHeader(part, header, type, name, "base64");
        output.Write("\r\n"u8);
        Base64Body.Write(content, output);
    }

    private static void WriteHeader(OutgoingAttachment part, HeaderWriter header, string type, string name, string encoding)
    {
        header.Begin("Content-Type");
        header.Append($" {type}");
        FileNameParameter.WriteName(header, name);
        header.End();
        header.Line("Content-Transfer-Encoding", encoding);
        header.Begin("Content-Disposition");
        header.Append(part.Inline ? " inline" : " attachment");
        FileNameParameter.WriteFileName(header, name);
        header.End();
        if (part.ContentId is { } id)
        {
            header.Line("Content-ID", HeaderText.Identifier(id) ?? throw new ArgumentException("a Content-ID is not of the form left@right", nameof(part)));
        }
    }

    /// <summary>What a stranger called a type stays harmless: two names and a slash, and no structure that we did not build.</summary>
    private static string MediaType(string given)
    {
        var slash = given.IndexOf('/');
        var wellFormed = slash > 0 && HeaderText.IsMediaTypeName(given.AsSpan(0, slash)) && HeaderText.IsMediaTypeName(given.AsSpan(slash + 1));
        var type = wellFormed ? given.ToLowerInvariant() : Bytes;
        return type.StartsWith("multipart/", StringComparison.Ordinal)
            || (type.StartsWith("message/", StringComparison.Ordinal) && type != "message/rfc822") ? Bytes : type;
    }
}
