using System.Buffers;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Charsets;
using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Text;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>A text part that files were typed into.</summary>
internal sealed class TextWithFiles
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<Range> _text;

    private TextWithFiles(ReadOnlyMemory<byte> bytes, List<Range> text, List<AttachmentSource> files)
    {
        _bytes = bytes;
        _text = text;
        Files = files;
    }

    public IReadOnlyList<AttachmentSource> Files { get; }

    /// <returns>null = it is text from beginning to end</returns>
    public static TextWithFiles? TryFind(MimePart part)
    {
        if (part.TransferEncoding == TransferEncoding.Base64 || !EncodedBlocks.MayBeIn(part.RawBody.Span))
        {
            return null;
        }

        var bytes = part.RawBody;
        if (part.TransferEncoding != TransferEncoding.Identity)
        {
            var buffer = TransferDecoding.Rent(part.RawBody, part.TransferEncoding, part.Limits.MaxDecodedTextBytes, out var length);
            bytes = buffer.AsSpan(0, length).ToArray();
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var text = EncodedBlocks.Find(bytes, out var files);
        return files.Count == 0 ? null : new TextWithFiles(bytes, text, files);
    }

    public string Render(string? charset, Func<AttachmentSource, string?> nameOf)
    {
        var blocks = new TextBlocks();
        for (var i = 0; i < _text.Count; i++)
        {
            blocks.Add(TextDecoder.DecodeLines(_bytes.Span[_text[i]], charset).Trim('\n'));
            if (i < Files.Count && nameOf(Files[i]) is { } name)
            {
                blocks.Add($"[attachment: {name}]");
            }
        }

        return blocks.ToString();
    }
}
