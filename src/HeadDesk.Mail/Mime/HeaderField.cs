using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime;

/// <summary>One header field; decoded when asked.</summary>
public readonly struct HeaderField
{
    private readonly HeaderFields _owner;
    private readonly FieldSpan _span;
    private readonly int _index;

    internal HeaderField(HeaderFields owner, FieldSpan span, int index)
    {
        _owner = owner;
        _span = span;
        _index = index;
    }

    public string Name => KnownWords.Of(_owner.Source.Slice(_span.Start, _span.NameLength).Span);

    /// <summary>What stands after the colon, folds included, last line end excluded.</summary>
    public ReadOnlyMemory<byte> RawValue => _owner.Source[_span.ValueStart.._span.End];

    /// <summary>The whole field as it came, name included.</summary>
    public ReadOnlyMemory<byte> Raw => _owner.Source[_span.Start.._span.End];

    /// <summary>Unfolded, encoded words decoded (RFC 2047), bytes beyond ASCII understood.</summary>
    public string Value => _owner.ValueAt(_index);

    public bool Is(string name) => HeaderNames.Is(_owner.Source.Slice(_span.Start, _span.NameLength).Span, name);
}
