using System.Buffers;
using System.Collections;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime;

/// <summary>The fields of one header block in the order they came. Names compare without regard to case.</summary>
public sealed class HeaderFields : IReadOnlyList<HeaderField>
{
    private readonly FieldSpan[] _fields;
    private readonly MimePart _part;
    private string?[]? _values;

    internal HeaderFields(ReadOnlyMemory<byte> source, ReadOnlySpan<FieldSpan> fields, MimePart part)
    {
        Source = source;
        _fields = fields.ToArray();
        _part = part;
    }

    public int Count => _fields.Length;

    public HeaderField this[int index] => new(this, _fields[index], index);

    internal ReadOnlyMemory<byte> Source { get; }

    /// <summary>The charset that raw bytes in this header are likely in.</summary>
    internal string? Hint => _part.NearestCharset;

    /// <returns>The decoded, unfolded value of the first field of that name, or null.</returns>
    public string? First(string name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : this[index].Value;
    }

    public IEnumerable<string> All(string name)
    {
        for (var i = IndexOf(name, 0); i >= 0; i = IndexOf(name, i + 1))
        {
            yield return this[i].Value;
        }
    }

    /// <returns>The bytes of the first field of that name, folds included, or null.</returns>
    public ReadOnlyMemory<byte>? FirstRaw(string name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : this[index].RawValue;
    }

    public IEnumerable<ReadOnlyMemory<byte>> AllRaw(string name)
    {
        for (var i = IndexOf(name, 0); i >= 0; i = IndexOf(name, i + 1))
        {
            yield return this[i].RawValue;
        }
    }

    public bool Contains(string name) => IndexOf(name, 0) >= 0;

    public IEnumerator<HeaderField> GetEnumerator()
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where the value of the first field of that name lies in the source.</summary>
    internal Range? RawValue(string name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : _fields[index].ValueStart.._fields[index].End;
    }

    /// <summary>Decoded once: the subject and the date are asked for as such and among all fields.</summary>
    internal string ValueAt(int index)
    {
        _values ??= new string?[_fields.Length];
        return _values[index] ??= EncodedWords.Decode(Capped(this[index].RawValue).Span, Hint);
    }

    /// <summary>All fields of that name as if they were one, capped as one; null where there is none.</summary>
    internal ReadOnlyMemory<byte>? JoinedRaw(string name)
    {
        var first = IndexOf(name, 0);
        if (first < 0)
        {
            return null;
        }

        var next = IndexOf(name, first + 1);
        if (next < 0)
        {
            return Capped(this[first].RawValue);
        }

        var joined = new ArrayBufferWriter<byte>();
        joined.Write(Capped(this[first].RawValue).Span);
        for (; next >= 0 && joined.WrittenCount < _part.Limits.MaxFieldBytes; next = IndexOf(name, next + 1))
        {
            joined.Write(" "u8);
            joined.Write(Capped(this[next].RawValue).Span);
        }

        return Capped(joined.WrittenMemory);
    }

    internal ReadOnlyMemory<byte> Capped(ReadOnlyMemory<byte> value) =>
        value.Length <= _part.Limits.MaxFieldBytes ? value : value[.._part.Limits.MaxFieldBytes];

    private int IndexOf(string name, int from)
    {
        var span = Source.Span;
        for (var i = from; i < _fields.Length; i++)
        {
            if (_fields[i].NameLength == name.Length && HeaderNames.Is(span.Slice(_fields[i].Start, name.Length), name))
            {
                return i;
            }
        }

        return -1;
    }
}
