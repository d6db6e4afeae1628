using System.Buffers;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Charsets;
using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime;

/// <summary>One node of the tree: a header block and the body it describes, as offsets into the message.</summary>
public sealed class MimePart
{
    private readonly ReadOnlyMemory<byte> _source;
    private List<MimePart>? _children;
    private HeaderParameters? _contentType;
    private HeaderParameters? _disposition;

    internal MimePart(
        ReadOnlyMemory<byte> source, MimeLimits limits, MimePart? parent, ReadOnlySpan<FieldSpan> fields, int headerStart, int bodyStart)
    {
        _source = source;
        Limits = limits;
        Parent = parent;
        Headers = new HeaderFields(source, fields, this);
        HeaderStart = headerStart;
        BodyStart = BodyEnd = bodyStart;
        var inDigest = ReferenceEquals(parent?.MediaType, MediaTypes.Digest);
        MediaType = DeclaredMediaType ?? (inDigest ? MediaTypes.Message : TypeOfName() ?? MediaTypes.Plain);
        TransferEncoding = Headers.RawValue("Content-Transfer-Encoding") is { } encoding
            ? TransferDecoding.Find(source.Span[encoding])
            : TransferEncoding.Identity;
    }

    public HeaderFields Headers { get; }

    /// <summary>Lower-case, "text/plain" where none is declared (in a digest "message/rfc822", RFC 2046 §5.1.5).</summary>
    public string MediaType { get; }

    public TransferEncoding TransferEncoding { get; }

    /// <summary>The part this one lies in: a multipart, or the message/rfc822 part whose message this is.</summary>
    public MimePart? Parent { get; }

    /// <summary>The parts of a multipart; of a message/rfc822 part that needs no decoding, the root of its message.</summary>
    public IReadOnlyList<MimePart> Children => (IReadOnlyList<MimePart>?)_children ?? [];

    public int HeaderStart { get; }

    public int BodyStart { get; }

    /// <summary>Exclusive; the line end before a boundary is the boundary's.</summary>
    public int BodyEnd { get; internal set; }

    public ReadOnlyMemory<byte> RawBody => _source[BodyStart..BodyEnd];

    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>The body is a whole message (RFC 2046 §5.2.1, RFC 6532 §3.7).</summary>
    public bool IsMessage => MediaType is MediaTypes.Message or "message/global" or "message/news";

    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>Parameters of Content-Type, decoded.</summary>
    public ParameterCollection Parameters => ContentType.Values;

    public string? Charset => Parameters["charset"];

    /// <summary>"inline", "attachment", another lower-case token, or null where nothing is said.</summary>
    public string? Disposition => DispositionField.Leading is { Length: > 0 } token ? token : null;

    public ParameterCollection DispositionParameters => DispositionField.Values;

    /// <summary>The name as sent, decoded: Content-Disposition's filename before Content-Type's name. Not safe for a file system.</summary>
    public string? FileName => NonEmpty(DispositionParameters["filename"]) ?? NonEmpty(Parameters["name"])
        ?? NonEmpty(DispositionParameters["name"]) ?? NonEmpty(Parameters["filename"]);

    /// <summary>Without its angle brackets.</summary>
    public string? ContentId => Headers.FirstRaw("Content-ID") is { } raw ? MessageIds.First(raw.Span) : null;

    internal MimeLimits Limits { get; }

    internal bool HasBoundary => Parameters["boundary"] != null;

    /// <summary>The charset of this part or of the first part in it that names one.</summary>
    internal string? NearestCharset
    {
        get
        {
            var part = this;
            while (part.Charset == null && part.Children.Count > 0)
            {
                part = part.Children[0];
            }

            return part.Charset;
        }
    }

    private string? DeclaredMediaType => Headers.RawValue("Content-Type") is { } range ? MediaTypes.Parse(_source.Span[range]) : null;

    /// <summary>Where no type is declared, or none that can be made out, the name of a file says more than RFC 2045 §5.2 assumes.</summary>
    private string? TypeOfName()
    {
        var declared = Headers.Contains("Content-Type");
        if ((!declared && !Headers.Contains("Content-Disposition")) || FileName is not { } name)
        {
            return null;
        }

        var guess = MediaTypeGuess.OfName(name);
        return declared || guess != MediaTypes.OctetStream ? guess : null;
    }

    private HeaderParameters ContentType => _contentType ??= ParseField("Content-Type");

    private HeaderParameters DispositionField => _disposition ??= ParseField("Content-Disposition");

    /// <summary>The body with its transfer encoding removed, decoded as it is read.</summary>
    public Stream OpenDecoded() => new DecodingStream(TransferDecoding.Open(RawBody, TransferEncoding));

    /// <summary>The body as text, line ends as sent. Charset lies are seen through.</summary>
    /// <param name="maxBytes">Decoded bytes that are looked at; never more than <see cref="MimeLimits.MaxDecodedTextBytes"/>.</param>
    public string DecodeText(int maxBytes = int.MaxValue) => Decode(maxBytes, static (bytes, charset, hint) => TextDecoder.Decode(bytes, charset, hint));

    /// <summary>The body as text in memory: LF ends lines, NULs are gone.</summary>
    internal string DecodeLines() => Decode(int.MaxValue, static (bytes, charset, hint) => TextDecoder.DecodeLines(bytes, charset, hint));

    /// <summary>The same without blanks at the end, which hardly any text ends without.</summary>
    internal string DecodeTrimmed()
    {
        var buffer = RentLines(out var length);
        var text = new string(buffer.AsSpan(0, length).TrimEnd());
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    /// <summary>The same in a rented buffer, for what is read once; give it back to the shared pool.</summary>
    internal char[] RentLines(out int length)
    {
        var (buffer, used) = Decode(int.MaxValue, static (bytes, charset, hint) => (TextDecoder.RentLines(bytes, charset, hint, out var count), count));
        length = used;
        return buffer;
    }

    /// <summary>This part and all below it, parents before children, in order.</summary>
    public IEnumerable<MimePart> SelfAndDescendants()
    {
        var pending = new Stack<MimePart>();
        pending.Push(this);
        while (pending.TryPop(out var part))
        {
            yield return part;
            for (var i = part.Children.Count - 1; i >= 0; i--)
            {
                pending.Push(part.Children[i]);
            }
        }
    }

    internal void Add(MimePart child) => (_children ??= []).Add(child);

    private delegate T ToText<T>(ReadOnlySpan<byte> bytes, string? charset, string? hint);

    private T Decode<T>(int maxBytes, ToText<T> toText)
    {
        var limit = Math.Min(maxBytes, Limits.MaxDecodedTextBytes);
        if (TransferEncoding == TransferEncoding.Identity)
        {
            return toText(RawBody.Span[..Math.Min(limit, BodyEnd - BodyStart)], Charset, HintFor(RawBody.Span));
        }

        var buffer = TransferDecoding.Rent(RawBody, TransferEncoding, limit, out var length);
        try
        {
            return toText(buffer.AsSpan(0, length), Charset, HintFor(buffer.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>HTML may name its charset itself; the Content-Type outranks it (RFC 2854 §6), but only while it holds.</summary>
    private string? HintFor(ReadOnlySpan<byte> bytes) => ReferenceEquals(MediaType, MediaTypes.Html) ? HtmlCharset.Find(bytes) : null;

    private HeaderParameters ParseField(string name) =>
        Headers.FirstRaw(name) is { } raw ? HeaderParameters.Parse(Headers.Capped(raw).Span, null) : HeaderParameters.None;

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
