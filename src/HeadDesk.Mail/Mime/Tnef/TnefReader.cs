using System.Text;
using HeadDesk.Mail.Mime.Charsets;

namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>
/// [MS-OXTNEF] §2.1.1: signature, key, then attributes of level (1), id (4), length (4), data, checksum (2). Checksums are not looked
/// at: a damaged attachment is better than none.
/// </summary>
internal static class TnefReader
{
    private const uint Signature = 0x223E9F78;
    private const int MaxAttachments = 1_000;

    private const uint Body = 0x0002800C;
    private const uint Subject = 0x00018004;
    private const uint CodePage = 0x00069007;
    private const uint MessageProperties = 0x00069003;
    private const uint AttachmentRendering = 0x00069002;
    private const uint AttachmentTitle = 0x00018010;
    private const uint AttachmentData = 0x0006800F;
    private const uint AttachmentProperties = 0x00069005;

    /// <returns>null = this is no TNEF</returns>
    public static TnefMessage? Read(ReadOnlyMemory<byte> data, int maxTextBytes)
    {
        var cursor = new TnefCursor(data);
        if (cursor.UInt32() != Signature)
        {
            return null;
        }

        cursor.UInt16();
        var message = new TnefMessage();
        while (cursor.Left > 9 && !cursor.Overrun)
        {
            cursor.Byte();
            var id = cursor.UInt32();
            var value = cursor.Take(cursor.UInt32());
            cursor.UInt16();
            TakeAttribute(message, id, value, maxTextBytes);
        }

        return message;
    }

    private static void TakeAttribute(TnefMessage message, uint id, ReadOnlyMemory<byte> value, int maxTextBytes)
    {
        switch (id)
        {
            case CodePage when value.Length >= 4:
                message.CodePage = (int)new TnefCursor(value).UInt32();
                break;
            case Subject:
                message.Subject ??= Narrow(value, message.CodePage);
                break;
            case Body:
                message.Body ??= Narrow(value[..Math.Min(value.Length, maxTextBytes)], message.CodePage);
                break;
            case MessageProperties:
                foreach (var property in MapiProperties.Read(value))
                {
                    TakeMessageProperty(message, property, maxTextBytes);
                }

                break;
            case AttachmentRendering when message.Attachments.Count < MaxAttachments:
                message.Attachments.Add(new TnefAttachment());
                break;
            default:
                if (message.Attachments is [.., var current])
                {
                    TakeAttachmentAttribute(current, id, value, message.CodePage);
                }

                break;
        }
    }

    private static void TakeAttachmentAttribute(TnefAttachment attachment, uint id, ReadOnlyMemory<byte> value, int codePage)
    {
        switch (id)
        {
            case AttachmentTitle:
                attachment.Name ??= Narrow(value, codePage);
                break;
            case AttachmentData:
                attachment.Data = value;
                break;
            case AttachmentProperties:
                foreach (var property in MapiProperties.Read(value))
                {
                    TakeAttachmentProperty(attachment, property, codePage);
                }

                break;
        }
    }

    private static void TakeMessageProperty(TnefMessage message, MapiProperty property, int maxTextBytes)
    {
        var value = property.Value[..Math.Min(property.Value.Length, maxTextBytes)];
        switch (property.Id)
        {
            case MapiProperty.Subject:
                message.Subject = Text(property, value, message.CodePage);
                break;
            case MapiProperty.InternetCodePage when value.Length >= 4:
                message.CodePage = (int)new TnefCursor(value).UInt32();
                break;
            case MapiProperty.Body:
                message.Body = Text(property, value, message.CodePage);
                break;
            case MapiProperty.Html:
                message.Html = Text(property, value, message.CodePage);
                break;
            case MapiProperty.CompressedRtf:
                message.Rtf = CompressedRtf.Expand(property.Value.Span, maxTextBytes);
                break;
        }
    }

    private static void TakeAttachmentProperty(TnefAttachment attachment, MapiProperty property, int codePage)
    {
        switch (property.Id)
        {
            case MapiProperty.AttachLongFileName:
                attachment.LongName = Text(property, property.Value, codePage);
                break;
            case MapiProperty.AttachFileName or MapiProperty.DisplayName:
                attachment.Name ??= Text(property, property.Value, codePage);
                break;
            case MapiProperty.AttachMimeTag:
                attachment.MediaType = Text(property, property.Value, codePage).ToLowerInvariant();
                break;
            case MapiProperty.AttachContentId:
                attachment.ContentId = Text(property, property.Value, codePage).Trim('<', '>');
                break;
            case MapiProperty.AttachData when property.Type == MapiProperty.ObjectType && property.Value.Length > 16:
                // The interface id comes first; IID_IMessage announces a TNEF stream.
                attachment.Data = property.Value[16..];
                attachment.IsMessage = new TnefCursor(attachment.Data).UInt32() == Signature;
                break;
            case MapiProperty.AttachData:
                attachment.Data = property.Value;
                break;
        }
    }

    private static string Text(MapiProperty property, ReadOnlyMemory<byte> value, int codePage) => property.Type == MapiProperty.UnicodeType
        ? Encoding.Unicode.GetString(value.Span).TrimEnd('\0')
        : Narrow(value, codePage);

    private static string Narrow(ReadOnlyMemory<byte> value, int codePage) =>
        TextDecoder.Decode(value.Span.TrimEnd((byte)0), codePage == 65001 ? "utf-8" : $"cp{codePage}");
}
