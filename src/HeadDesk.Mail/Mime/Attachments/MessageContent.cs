using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Text;

namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>The body side of a message: its text, its attachments, its reports, all worked out from one survey of the tree.</summary>
internal sealed class MessageContent
{
    private readonly MimeMessage _message;
    private readonly BodySurvey _survey;
    private readonly Dictionary<MimePart, Attachment> _byPart = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Attachment> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _defects = [];

    public MessageContent(MimeMessage message)
    {
        _message = message;
        _survey = new BodySurvey(message.Root);
        Attachments = ListAttachments();
    }

    public IReadOnlyList<Attachment> Attachments { get; }

    public IReadOnlyList<string> Defects => _defects;

    public string Text => field ??= new BestText(_message.Limits, NameOf, ImageName).Render(_survey.Items).TrimEnd();

    public string? Html => HtmlParts() is var parts && parts.Count == 0 ? null
        : string.Join('\n', parts.Select(p => LineEnds.Normalize(p.DecodeText())));

    public IReadOnlyList<ReportPart> Reports =>
        field ??= [.. _survey.Reports.Select(p => new ReportPart(p.MediaType, LineEnds.Normalize(p.DecodeText())))];

    public IEnumerable<MessageView> EmbeddedMessages()
    {
        foreach (var part in _survey.Messages)
        {
            if (OpenMessage(part) is { } message)
            {
                yield return MessageView.Of(message);
            }
        }
    }

    private MimeMessage? OpenMessage(MimePart part)
    {
        if (part.Children is [var root])
        {
            return _message.Embedded(root);
        }

        if (part.TransferEncoding == TransferEncoding.Identity || _message.Depth >= _message.Limits.MaxDepth)
        {
            return null;
        }

        // RFC 2046 §5.2.1 forbids encoding a message; programs do it all the same.
        var buffer = TransferDecoding.Rent(part.RawBody, part.TransferEncoding, _message.Limits.MaxUnpackedBytes, out var length);
        var bytes = buffer.AsSpan(0, length).ToArray();
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return MimeMessage.Parse(bytes, _message.Limits, _message.Depth + 1);
    }

    private List<Attachment> ListAttachments()
    {
        var names = new SafeNames();
        var list = new List<Attachment>();
        foreach (var part in _survey.Attachments)
        {
            if (list.Count == _message.Limits.MaxAttachments)
            {
                _defects.Add($"attachments: more than {_message.Limits.MaxAttachments}; the rest is not listed");
                break;
            }

            var given = part.FileName ?? (part.IsMessage ? SubjectOf(part) : null);
            var inline = part.Disposition == "inline" || (part.Disposition != "attachment" && part.ContentId != null);
            var attachment = new Attachment(names.Take(given, part.MediaType), part.MediaType, part.RawBody, part.TransferEncoding, inline, part.ContentId);
            list.Add(attachment);
            _byPart[part] = attachment;
            if (part.ContentId is { } id)
            {
                _byId.TryAdd(id, attachment);
            }
        }

        return list;
    }

    private static string? SubjectOf(MimePart part) =>
        part.Children is [var root] && root.Headers.First("Subject") is { } subject && SingleLine.Of(subject) is { Length: > 0 } line
            ? (line.Length > 80 ? line[..80] : line).Replace('/', '_').Replace('\\', '_') + ".eml"
            : null;

    private string? NameOf(MimePart part) => _byPart.GetValueOrDefault(part)?.Name;

    private string? ImageName(string source) =>
        source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && _byId.TryGetValue(Uri.UnescapeDataString(source[4..]), out var attachment)
            ? attachment.Name
            : null;

    private List<MimePart> HtmlParts() =>
        [.. _survey.Items.SelectMany(i => i is AlternativeItem a ? a.Html : [i]).OfType<TextItem>().Select(t => t.Part).Where(p => p.MediaType == MediaTypes.Html)];
}
