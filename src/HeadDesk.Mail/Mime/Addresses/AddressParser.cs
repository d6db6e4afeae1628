using System.Buffers;
using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Addresses;

/// <summary>Groups tokens into mailboxes. One pass; a mailbox is finished by a separator or by the next one's beginning.</summary>
internal ref struct AddressParser(ReadOnlySpan<byte> input, string? hint, int limit)
{
    private readonly string? _hint = hint;
    private readonly int _limit = limit;
    private readonly List<MailAddress> _found = [];
    private readonly List<Piece> _words = [];
    private AddressTokenizer _tokens = new(input);
    private bool _addressSeen;
    private string? _comment;
    private string? _address;

    // "Doe, John <john@example.com>" without the quotation marks: what stood before the comma.
    private string? _familyName;

    public IReadOnlyList<MailAddress> Run()
    {
        while (_found.Count < _limit)
        {
            var token = _tokens.Next();
            switch (token.Kind)
            {
                case AddressTokenKind.End:
                    Finish(AddressTokenKind.End);
                    return _found;
                case AddressTokenKind.Comma or AddressTokenKind.Semicolon:
                    Finish(token.Kind);
                    break;
                case AddressTokenKind.Colon:
                    TakeColon(token);
                    break;
                case AddressTokenKind.Angle:
                    TakeAngle(token);
                    break;
                case AddressTokenKind.Comment:
                    _comment ??= Clean(EncodedWords.Decode(AddressText.Unescape(token.Text), _hint));
                    break;
                default:
                    TakeWord(token);
                    break;
            }
        }

        return _found;
    }

    private void TakeWord(AddressToken token)
    {
        if (!token.Text.IsEmpty || token.Kind == AddressTokenKind.Quoted)
        {
            var quoted = token.Kind == AddressTokenKind.Quoted;
            _addressSeen |= !quoted && token.Text.Contains((byte)'@');
            _words.Add(new Piece(quoted ? AddressText.Unescape(token.Text) : token.Text.ToArray(), token.Spaced, quoted));
        }
    }

    /// <summary>group = display-name ":" [group-list] ";" (RFC 5322 §3.4): its name is dropped, its members are taken.</summary>
    private void TakeColon(AddressToken token)
    {
        if (_addressSeen)
        {
            _words.Add(new Piece(token.Text.ToArray(), token.Spaced, false));
            return;
        }

        _words.Clear();
    }

    private void TakeAngle(AddressToken token)
    {
        var address = AddressText.CleanAddress(token.Text, _hint);
        if (_address is { Length: > 0 })
        {
            Finish(AddressTokenKind.Angle);
        }

        _address = address;
    }

    private void Finish(AddressTokenKind by)
    {
        if (_address != null)
        {
            var name = Name(_words) ?? _comment;
            name = _familyName == null ? name : name == null ? _familyName : $"{_familyName}, {name}";
            Add(name, _address);
            _familyName = null;
        }
        else if (_words.Count > 0)
        {
            FinishBare(by);
        }

        _words.Clear();
        _addressSeen = false;
        _comment = null;
        _address = null;
    }

    /// <summary>No angle brackets: the words with "@" are addresses, what stands before them their names.</summary>
    private void FinishBare(AddressTokenKind by)
    {
        var words = AddressText.JoinSplitAddress(_words);
        if (words is [{ IsQuoted: true } only] && only.Bytes.AsSpan().Contains((byte)'@'))
        {
            FinishQuotedWhole(only.Bytes);
            return;
        }

        var name = new List<Piece>();
        var any = false;
        foreach (var word in words)
        {
            if (word.IsQuoted || !word.Bytes.AsSpan().Contains((byte)'@'))
            {
                name.Add(word);
                continue;
            }

            if (_found.Count >= _limit)
            {
                return;
            }

            FlushFamilyName();
            Add(Name(name) ?? _comment, AddressText.CleanAddress(word.Bytes, _hint));
            name.Clear();
            any = true;
        }

        if (any)
        {
            return;
        }

        FlushFamilyName();
        var alone = Name(name);
        if (_comment != null && AddressText.IsPlain(_comment))
        {
            Add(alone, _comment); // "Ann (ann@example.com)", the wrong way round
        }
        else if (alone != null && AddressText.IsPlain(AddressText.InBrackets(alone)) && words.TrueForAll(w => w.IsEncodedWord))
        {
            FinishQuotedWhole(Encoding.UTF8.GetBytes(alone)); // the whole mailbox made into encoded words
        }
        else if (by == AddressTokenKind.Comma)
        {
            _familyName = alone;
        }
        else
        {
            Add(alone ?? _comment, "");
        }
    }

    /// <summary>"John Doe &lt;john@example.com&gt;" or "john@example.com" with everything inside the quotation marks.</summary>
    private readonly void FinishQuotedWhole(ReadOnlySpan<byte> text)
    {
        var open = text.LastIndexOf((byte)'<');
        var close = text.LastIndexOf((byte)'>');
        if (open >= 0 && close > open)
        {
            Add(Clean(EncodedWords.Decode(text[..open], _hint)), AddressText.CleanAddress(text[(open + 1)..close], _hint));
        }
        else
        {
            Add(null, AddressText.CleanAddress(text, _hint));
        }
    }

    private void FlushFamilyName()
    {
        if (_familyName != null)
        {
            Add(_familyName, "");
            _familyName = null;
        }
    }

    private readonly void Add(string? name, string address)
    {
        if (_found.Count < _limit && (address.Length > 0 || name != null))
        {
            _found.Add(new MailAddress(name, address));
        }
    }

    private readonly string? Name(List<Piece> words)
    {
        if (words.Count == 0)
        {
            return null;
        }

        if (words is [var only])
        {
            return Clean(EncodedWords.Decode(only.Bytes, _hint));
        }

        var bytes = new ArrayBufferWriter<byte>();
        foreach (var word in words)
        {
            if (word.Spaced && bytes.WrittenCount > 0)
            {
                bytes.Write(" "u8);
            }

            bytes.Write(word.Bytes);
        }

        return Clean(EncodedWords.Decode(bytes.WrittenSpan, _hint));
    }

    /// <summary>One line, no control characters, no quotation marks around the whole; null when nothing is left.</summary>
    private static string? Clean(string name)
    {
        name = SingleLine.Of(name);
        while (name.Length > 1 && (name[0], name[^1]) is ('"', '"') or ('\'', '\''))
        {
            name = name[1..^1].Trim();
        }

        return name.Length == 0 ? null : name;
    }
}

/// <summary>A word of a mailbox, its quotation marks and backslashes gone.</summary>
internal readonly record struct Piece(byte[] Bytes, bool Spaced, bool IsQuoted)
{
    public bool IsEncodedWord => Bytes.AsSpan().StartsWith("=?"u8) && Bytes.AsSpan().EndsWith("?="u8);
}
