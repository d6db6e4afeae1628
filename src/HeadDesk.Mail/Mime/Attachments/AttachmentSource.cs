namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>
/// An attachment before it has been given its name in the list: the given name is decoded but not yet safe; the part is set where it is
/// one of the message's own tree.
/// </summary>
internal sealed record AttachmentSource(
    string? GivenName, string MediaType, ReadOnlyMemory<byte> Body, TransferEncoding Encoding, bool Inline, string? ContentId, MimePart? Part = null)
{
    public static AttachmentSource Of(MimePart part, string? name) => new(
        name,
        part.MediaType,
        part.RawBody,
        part.TransferEncoding,
        part.Disposition == "inline" || (part.Disposition != "attachment" && part.ContentId != null),
        part.ContentId,
        part);
}
