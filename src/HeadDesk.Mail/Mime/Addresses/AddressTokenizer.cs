using System.Buffers;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Addresses;

/// <summary>Cuts an address field into tokens. An opening mark that is never closed is an ordinary character.</summary>
internal ref struct AddressTokenizer(ReadOnlySpan<byte> input)
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n\0,;:<>\"()=\\"u8);

    private readonly ReadOnlySpan<byte> _input = input;
    private int _position;
    private bool _quotesEnd;
    private bool _commentsEnd;

    public AddressToken Next()
    {
        var start = _position;
        while (true)
        {
            SkipBlanks();
            var spaced = _position > start;
            if (_position >= _input.Length)
            {
                return new AddressToken(AddressTokenKind.End, default, spaced);
            }

            switch (_input[_position])
            {
                case (byte)',':
                    return Single(AddressTokenKind.Comma, spaced);
                case (byte)';':
                    return Single(AddressTokenKind.Semicolon, spaced);
                case (byte)':':
                    return Single(AddressTokenKind.Colon, spaced);
                case (byte)'"' when TryQuoted(out var quoted):
                    return new AddressToken(AddressTokenKind.Quoted, quoted, spaced);
                case (byte)'(' when TryComment(out var comment):
                    return new AddressToken(AddressTokenKind.Comment, comment, spaced);
                case (byte)'<':
                    return new AddressToken(AddressTokenKind.Angle, Angle(), spaced);
                case (byte)'>' or (byte)'"' or (byte)'(' or (byte)')':
                    _position++; // unpaired: it would end up in a name
                    break;
                case (byte)'\\' when IsEscapedQuote(_position):
                    _position += 2; // quotation marks that a program escaped without quoting
                    break;
                default:
                    return new AddressToken(AddressTokenKind.Word, Word(), spaced);
            }
        }
    }

    private void SkipBlanks()
    {
        while (_position < _input.Length && _input[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0)
        {
            _position++;
        }
    }

    private AddressToken Single(AddressTokenKind kind, bool spaced) => new(kind, _input.Slice(_position++, 1), spaced);

    private ReadOnlySpan<byte> Word()
    {
        var start = _position;
        while (_position < _input.Length)
        {
            var rest = _input[_position..];
            if (rest.StartsWith("=?"u8) && EncodedWords.Measure(rest) is var length and > 0)
            {
                _position += length;
                continue;
            }

            var next = rest.IndexOfAny(WordEnds);
            if (next < 0)
            {
                _position = _input.Length;
                break;
            }

            _position += next;
            if (rest[next] is not ((byte)'=' or (byte)'\\') || IsEscapedQuote(_position))
            {
                break;
            }

            _position += next == 0 || rest[next] == '\\' ? 1 : 0;
        }

        return _input[start.._position];
    }

    private readonly bool IsEscapedQuote(int position) => _input[position..].StartsWith("\\\""u8);

    private bool TryQuoted(out ReadOnlySpan<byte> text)
    {
        text = default;
        for (var i = _position + 1; !_quotesEnd && i < _input.Length; i++)
        {
            if (_input[i] == '\\')
            {
                i++;
            }
            else if (_input[i] == '"')
            {
                text = _input[(_position + 1)..i];
                _position = i + 1;
                return true;
            }
        }

        _quotesEnd = true;
        return false;
    }

    /// <summary>comment = "(" *([FWS] ccontent) [FWS] ")"; comments nest (RFC 5322 §3.2.2).</summary>
    private bool TryComment(out ReadOnlySpan<byte> text)
    {
        text = default;
        var depth = 0;
        for (var i = _position; !_commentsEnd && i < _input.Length; i++)
        {
            switch (_input[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    text = _input[(_position + 1)..i];
                    _position = i + 1;
                    return true;
            }
        }

        _commentsEnd = true;
        return false;
    }

    private ReadOnlySpan<byte> Angle()
    {
        var start = _position;
        while (start < _input.Length && _input[start] == '<')
        {
            start++;
        }

        // "Ann <Ann <ann@example.com>>": what holds no "@" before another bracket is a name once more.
        var rest = _input[start..];
        var end = rest.IndexOfAny((byte)'>', (byte)'<');
        while (end >= 0 && rest[end] == '<' && rest[..end].IndexOfAny("@,;"u8) < 0)
        {
            start += end + 1;
            rest = _input[start..];
            end = rest.IndexOfAny((byte)'>', (byte)'<');
        }

        // A missing ">" ends the address where the next one must begin.
        if (end < 0 || rest[end] == '<')
        {
            var stop = rest.IndexOfAny((byte)',', (byte)';', (byte)'<');
            stop = stop < 0 ? rest.Length : stop;
            _position = start + stop;
            return rest[..stop];
        }

        _position = start + end + 1;
        while (_position < _input.Length && _input[_position] == '>')
        {
            _position++;
        }

        return rest[..end];
    }
}
