using System.Runtime.InteropServices;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>A file that goes with a message.</summary>
public sealed class OutgoingAttachment
{
    private readonly Func<Stream> open;

    /// <param name="name">The file's name, without a path.</param>
    /// <param name="mediaType"><c>type/subtype</c>; what is not of this form is sent as <c>application/octet-stream</c>.</param>
    /// <param name="content">The bytes.</param>
    public OutgoingAttachment(string name, string mediaType, ReadOnlyMemory<byte> content)
        : this(name, mediaType, () => OpenMemory(content))
    {
    }

    /// <param name="name">The file's name, without a path.</param>
    /// <param name="mediaType"><c>type/subtype</c></param>
    /// <param name="open">Opens the content at its first byte; the composer disposes the stream.</param>
    public OutgoingAttachment(string name, string mediaType, Func<Stream> open)
    {
        Name = name;
        MediaType = mediaType;
        this.open = open;
    }

    public string Name { get; }

    public string MediaType { get; }

    /// <summary>Belongs inside the HTML, which refers to it as <c>cid:</c> + <see cref="ContentId"/>.</summary>
    public bool Inline { get; init; }

    /// <summary><c>left@right</c> without angle brackets (RFC 2392).</summary>
    public string? ContentId { get; init; }

    internal Stream Open() => open();

    private static MemoryStream OpenMemory(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
