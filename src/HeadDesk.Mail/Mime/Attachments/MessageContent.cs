using System.Buffers;
using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Text;
using HeadDesk.Mail.Mime.Unwrapping;

namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>The body side of a message: its text, its attachments, its reports, all worked out from one survey of the tree.</summary>
internal sealed class MessageContent
{
    private const int MaxSizeDefects = 10;

    private readonly MimeMessage _message;
    private readonly BodySurvey _survey;
    private readonly List<MimePart> _texts = [];
    private readonly List<string> _defects = [];

    // Made when there is something to put in: most mails are one text.
    private Dictionary<MimePart, Unwrapped>? _unwrapped;
    private Dictionary<MimePart, TextWithFiles>? _blocks;
    private Dictionary<AttachmentSource, Attachment>? _named;
    private Dictionary<MimePart, AttachmentSource>? _byPart;
    private Dictionary<string, Attachment>? _byId;

    public MessageContent(MimeMessage message)
    {
        _message = message;
        _survey = new BodySurvey(message.Root);
        AddTexts(_survey.Items);
        CheckSizes();
        Sources = CollectSources();
        Attachments = NameAll();
    }

    /// <summary>What <see cref="Attachments"/> lists, for an outer message to list as its own.</summary>
    public IReadOnlyList<AttachmentSource> Sources { get; }

    public IReadOnlyList<Attachment> Attachments { get; }

    public IReadOnlyList<string> Defects => _defects;

    public string Text => field ??= BuildText().TrimEnd();

    public string? Html => field ??= BuildHtml();

    public IReadOnlyList<ReportPart> Reports =>
        field ??= _survey.Reports.Count == 0 ? [] : [.. _survey.Reports.Select(p => new ReportPart(p.MediaType, p.DecodeLines()))];

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

    /// <summary>Writes a defect down, once.</summary>
    public void Note(string defect)
    {
        if (!_defects.Contains(defect))
        {
            _defects.Add(defect);
        }
    }

    public string? NameOf(MimePart part) => _byPart != null && _byPart.TryGetValue(part, out var source) ? NameOf(source) : null;

    public Unwrapped? UnwrappedOf(MimePart part) => _unwrapped?.GetValueOrDefault(part);

    public TextWithFiles? BlocksOf(MimePart part) => _blocks?.GetValueOrDefault(part);

    /// <summary>The text of a part that files were typed into, with their names in their places.</summary>
    public string RenderAround(MimePart part, TextWithFiles blocks) =>
        blocks.Render(part.Charset, NameOf);

    /// <param name="source">The target of an image, "cid:" and a content id.</param>
    public string? ImageName(string source) =>
        _byId != null && source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && _byId.TryGetValue(Uri.UnescapeDataString(source[4..]), out var attachment)
            ? attachment.Name
            : null;

    private string? NameOf(AttachmentSource source) => _named?.GetValueOrDefault(source)?.Name;

    private void AddTexts(List<BodyItem> items)
    {
        foreach (var item in items)
        {
            if (item is TextItem text)
            {
                _texts.Add(text.Part);
            }
            else if (item is AlternativeItem alternative)
            {
                // Alternatives lie one level deep: the survey flattens those inside them.
                AddTexts(alternative.Plain);
                AddTexts(alternative.Html);
            }
        }
    }

    private void CheckSizes()
    {
        CheckSize(_message.Root);
        foreach (var part in _texts)
        {
            CheckSize(part);
        }

        foreach (var part in _survey.Attachments)
        {
            CheckSize(part);
        }
    }

    private void CheckSize(MimePart part)
    {
        if (_defects.Count < MaxSizeDefects && DeclaredSize.Check(part) is { } defect)
        {
            Note(defect);
        }
    }

    private List<AttachmentSource> CollectSources()
    {
        var sources = new List<AttachmentSource>();
        foreach (var part in _texts)
        {
            if (IsTooLong(part))
            {
                _defects.Add($"text: longer than {_message.Limits.MaxDecodedTextBytes} bytes; the rest is not shown");
            }

            if (part.MediaType == MediaTypes.Plain && TextWithFiles.TryFind(part) is { } blocks)
            {
                (_blocks ??= new(ReferenceEqualityComparer.Instance))[part] = blocks;
                sources.AddRange(blocks.Files);
            }
        }

        var unwrapper = _survey.Attachments.Count > 0 ? new PartUnwrapper(_message, _defects.Add) : null;
        foreach (var part in _survey.Attachments)
        {
            var unwrapped = unwrapper!.Open(part);
            if (unwrapped != null)
            {
                (_unwrapped ??= new(ReferenceEqualityComparer.Instance))[part] = unwrapped;
            }

            if (unwrapped?.Attachments is { } inner)
            {
                sources.AddRange(inner);
                continue;
            }

            var source = AttachmentSource.Of(part, part.FileName ?? (part.IsMessage ? SubjectOf(part) : LocationOf(part) ?? DescriptionOf(part)));
            (_byPart ??= new(ReferenceEqualityComparer.Instance))[part] = source;
            sources.Add(source);
        }

        if (sources.Count > _message.Limits.MaxAttachments)
        {
            _defects.Add($"attachments: more than {_message.Limits.MaxAttachments}; the rest is not listed");
            sources.RemoveRange(_message.Limits.MaxAttachments, sources.Count - _message.Limits.MaxAttachments);
        }

        return sources;
    }

    private bool IsTooLong(MimePart part)
    {
        long length = part.BodyEnd - part.BodyStart;
        return (part.TransferEncoding == TransferEncoding.Base64 ? length / 78 * 57 : length) > _message.Limits.MaxDecodedTextBytes;
    }

    private List<Attachment> NameAll()
    {
        if (Sources.Count == 0)
        {
            return [];
        }

        var names = new SafeNames();
        _named = new(ReferenceEqualityComparer.Instance);
        var list = new List<Attachment>(Sources.Count);
        foreach (var source in Sources)
        {
            var attachment = new Attachment(names.Take(source.GivenName, source.MediaType), source);
            list.Add(attachment);
            _named[source] = attachment;
            if (source.ContentId is { } id)
            {
                (_byId ??= new(StringComparer.OrdinalIgnoreCase)).TryAdd(id, attachment);
            }
        }

        return list;
    }

    /// <summary>Where nobody wrote a word, what the containers hold is the message.</summary>
    private string BuildText()
    {
        var text = new BestText(this, _message.Limits).Render(_survey.Items);
        if (!string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        var fallback = new TextBlocks();
        foreach (var part in _survey.Attachments)
        {
            fallback.Add(UnwrappedOf(part)?.Text ?? (part.IsMessage ? $"[attached message: {NameOf(part)}]" : IsReadable(part) ? new BestText(this, _message.Limits).Render([new TextItem(part)]) : ""));
        }

        return fallback.ToString();
    }

    /// <summary>A text that its name or a type nobody knows (RFC 2046 §4.1.4: it is read as plain) made a file, though nobody called it an attachment.</summary>
    private static bool IsReadable(MimePart part) => part.Disposition != "attachment" && (part.MediaType is MediaTypes.Plain or MediaTypes.Html or MediaTypes.Xhtml
        || (part.FileName == null && part.MediaType.StartsWith("text/", StringComparison.Ordinal)));

    private string? BuildHtml()
    {
        var parts = _texts.FindAll(p => p.MediaType == MediaTypes.Html);
        var html = parts is [var only] ? only.DecodeLines() : string.Join('\n', parts.Select(p => p.DecodeLines()));
        return html.Length > 0 ? html : _unwrapped?.Values.FirstOrDefault(u => u.Html != null)?.Html;
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
        ArrayPool<byte>.Shared.Return(buffer);
        return MimeMessage.Parse(bytes, _message.Limits, _message.Depth + 1);
    }

    /// <summary>Content-Location (RFC 2557 §4) names the file where nothing else does.</summary>
    private static string? LocationOf(MimePart part)
    {
        var location = part.Headers.First("Content-Location");
        var name = location?[(location.LastIndexOf('/') + 1)..].Split('?', '#')[0];
        return name is { Length: > 2 and < 200 } && name.IndexOf('.', StringComparison.Ordinal) > 0 ? name : null;
    }

    /// <summary>Content-Description (RFC 2045 §8) is for people, but some write the name of the file there and nowhere else.</summary>
    private static string? DescriptionOf(MimePart part) =>
        part.Headers.First("Content-Description") is { Length: > 2 and < 200 } text && MediaTypeGuess.OfName(text) != MediaTypes.OctetStream ? text : null;

    private static string? SubjectOf(MimePart part) =>
        part.Children is [var root] && root.Headers.First("Subject") is { } subject && SingleLine.Of(subject) is { Length: > 0 } line
            ? (line.Length > 80 ? line[..80] : line).Replace('/', '_').Replace('\\', '_') + ".eml"
            : null;
}
