using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Tree;

/// <summary>
/// Walks the parameters of a structured field without decoding them: *(";" attribute "=" value), value := token / quoted-string
/// (RFC 2045 §5.1), and what is met instead: semicolons missing or doubled, blanks around "=", unquoted blanks, comments.
/// </summary>
internal ref struct RawParameters
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create("=; \t\r\n("u8);

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create("=;,( \t\r\n\""u8);

    /// <summary>How far a name that seems to go on behind its closing mark is followed.</summary>
    private const int LongestName = 1000;

    private readonly ReadOnlySpan<byte> _field;
    private int _position;

    /// <param name="field">The raw field value.</param>
    public RawParameters(ReadOnlySpan<byte> field)
    {
        _field = field;
        SkipBlanks();
        var start = _position;
        var end = field[start..].IndexOf((byte)';');
        end = end < 0 ? field.Length : start + end;
        var token = field[start..end];
        var slash = token.IndexOf((byte)'/');
        var subtype = slash < 0 ? 0 : slash + 1;
        while (subtype < token.Length && IsBlank(token[subtype]))
        {
            subtype++;
        }

        var length = token[subtype..].IndexOfAny(NameEnds);
        length = length < 0 ? token.Length : subtype + length;
        if (slash < 0 && length < token.Length && token[length] == '=')
        {
            length = 0; // no leading token at all: the field begins with a parameter
        }

        Leading = token[..length];
        _position = start + length;
        Name = default;
        Value = default;
    }

    /// <summary>What stands before the parameters: the media type or disposition.</summary>
    public ReadOnlySpan<byte> Leading { get; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value without its quotation marks; backslashes and line ends are still in it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Where <see cref="Value"/> begins in the field.</summary>
    public int ValueStart { get; private set; }

    public bool IsQuoted { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            SkipSeparators();
            if (_position >= _field.Length)
            {
                return false;
            }

            var start = _position;
            var length = _field[start..].IndexOfAny(NameEnds);
            _position = length < 0 ? _field.Length : start + length;
            Name = _field[start.._position];
            SkipBlanks();
            if (_position < _field.Length && _field[_position] == '=')
            {
                _position++;
                ReadValue();
                if (!Name.IsEmpty)
                {
                    return true;
                }
            }
        }
    }

    private void ReadValue()
    {
        SkipBlanks();
        IsQuoted = _position < _field.Length && _field[_position] == '"';
        if (IsQuoted)
        {
            ReadQuoted();
            return;
        }

        var rest = _field[_position..];
        var end = rest.IndexOf((byte)';');
        end = end < 0 ? rest.Length : end;
        var value = rest[..end];
        end = EndOfBareValue(value);
        if (end == value.Length && IsFileName(Name))
        {
            end += ContinuedName(rest[end..]);
        }

        ValueStart = _position;
        Value = rest[..end].TrimEnd(" \t\r\n"u8);
        if (IsFileName(Name))
        {
            Value = WithoutMarks(Value);
        }

        _position += end;
    }

    /// <summary>What is no quoted string, but was meant to be one: <c>\"a.pdf\"</c>, <c>a.pdf"</c>.</summary>
    private static ReadOnlySpan<byte> WithoutMarks(ReadOnlySpan<byte> value) =>
        value.StartsWith("\\\""u8) ? value.Trim("\\\""u8)
        : value.IndexOf((byte)'"') == value.Length - 1 ? value.TrimEnd((byte)'"')
        : value;

    private void ReadQuoted()
    {
        var start = ++_position;
        ValueStart = start;
        while (_position < _field.Length)
        {
            var next = _field[_position..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            _position += next;
            if (_field[_position] == '"')
            {
                Value = _field[start.._position];
                if (IsFileName(Name) && EndOfQuotedName() is var more and > 0)
                {
                    Value = _field[start..(_position + more)].Trim((byte)'"');
                    _position += more;
                }

                _position++;
                return;
            }

            _position = Math.Min(_field.Length, _position + 2);
        }

        // The closing mark is missing: the value ends with its line or at the next semicolon.
        var rest = _field[start..];
        var cut = rest.IndexOfAny((byte)';', (byte)'\r', (byte)'\n');
        Value = cut < 0 ? rest : rest[..cut];
        _position = start + Value.Length;
    }

    /// <summary>File names hold quotation marks that nobody escaped: <c>name="Offer "final" May.pdf"</c>.</summary>
    /// <returns>How far behind the mark at the position the one is that ends the value.</returns>
    private readonly int EndOfQuotedName()
    {
        var rest = _field.Slice(_position, Math.Min(_field.Length - _position, LongestName));
        var mark = 0;
        while (!EndsValue(rest[(mark + 1)..]))
        {
            var next = rest[(mark + 1)..].IndexOfAny("\";\\="u8);
            if (next < 0 || rest[mark + 1 + next] != '"')
            {
                return 0;
            }

            mark += 1 + next;
        }

        return mark;
    }

    /// <summary>The end, a semicolon, a comment or another parameter.</summary>
    private static bool EndsValue(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        var word = rest.IndexOfAny(WordEnds);
        return rest.IsEmpty
            || (word == 0 && rest[0] is (byte)';' or (byte)',' or (byte)'(')
            || (word > 0 && rest[word] == '=');
    }

    /// <summary>A bare value may hold blanks (<c>name=my file.pdf</c>) unless a comment or another parameter follows them.</summary>
    private static int EndOfBareValue(ReadOnlySpan<byte> value)
    {
        var position = 0;
        while (true)
        {
            var blank = value[position..].IndexOfAny(" \t\r\n"u8);
            if (blank < 0)
            {
                return value.Length;
            }

            position += blank;
            var next = position;
            while (next < value.Length && IsBlank(value[next]))
            {
                next++;
            }

            if (next >= value.Length || value[next] == '(')
            {
                return position;
            }

            var word = value[next..].IndexOfAny(NameEnds);
            if (word > 0 && value[next + word] == '=')
            {
                return position;
            }

            position = next;
        }
    }

    /// <summary>A bare file name may even hold semicolons: what follows one and is no parameter belongs to it.</summary>
    private static int ContinuedName(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length)
        {
            var next = rest[(length + 1)..].IndexOf((byte)';');
            var end = next < 0 ? rest.Length : length + 1 + next;
            var segment = rest[(length + 1)..end];
            if (segment.IndexOfAnyExcept(" \t\r\n"u8) < 0 || segment.IndexOfAny("=(\r\n"u8) >= 0)
            {
                break;
            }

            length = end;
        }

        return length;
    }

    private static bool IsFileName(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "name"u8) || Ascii.EqualsIgnoreCase(name, "filename"u8);

    private void SkipSeparators()
    {
        while (_position < _field.Length)
        {
            var b = _field[_position];
            if (b == '(')
            {
                SkipComment();
            }
            else if (b is (byte)';' or (byte)',' or (byte)'=' or (byte)'"' || IsBlank(b))
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlanks()
    {
        while (_position < _field.Length && (IsBlank(_field[_position]) || _field[_position] == '('))
        {
            if (_field[_position] == '(')
            {
                SkipComment();
            }
            else
            {
                _position++;
            }
        }
    }

    private void SkipComment()
    {
        var depth = 0;
        for (; _position < _field.Length; _position++)
        {
            switch (_field[_position])
            {
                case (byte)'\\':
                    _position++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    _position++;
                    return;
            }
        }

        _position = _field.Length;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
