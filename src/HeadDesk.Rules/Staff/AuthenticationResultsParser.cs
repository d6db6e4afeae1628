using System.Text;

namespace HeadDesk.Rules.Staff;

/// <summary>Reads the value of an Authentication-Results field, folded or not. One pass, no recursion.</summary>
/// <remarks>
/// RFC 8601 §2.2: authserv-id [version] *(";" method ["/" version] "=" result ["reason" "=" value] *(ptype "." property "=" pvalue)).
/// Read more kindly than that: no authserv-id, an empty part, a property without ptype (all Microsoft 365), any unquoted value up to the
/// next blank, semicolon or comment (Gmail's header.b). Unkindly: what does not end, and a version other than 1.
/// </remarks>
internal ref struct AuthenticationResultsParser(ReadOnlySpan<char> text)
{
    private const int MaxLength = 8_192;
    private const int MaxResults = 100;
    private const int MaxProperties = 50;
    private const int MaxCommentDepth = 20;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    private readonly bool AtEnd => _at >= _text.Length;

    /// <returns>Null for a malformed field.</returns>
    public AuthenticationResults? Parse()
    {
        if (_text.Length > MaxLength || !TrySkip())
        {
            return null;
        }

        var start = _at;
        if (!TryWord("=;", out var id) || !TrySkip())
        {
            return null;
        }

        if (Next('='))
        {
            _at = start; // it was a method: the field names no server
            return ParseResults(null);
        }

        return id.Length > 0 && TryVersion("=;") && TrySkip() ? ParseResults(id) : null;
    }

    private AuthenticationResults? ParseResults(string? authservId)
    {
        var results = new List<AuthenticationResult>();
        var first = authservId is null;
        while (!AtEnd)
        {
            if (!first && !Take(';'))
            {
                return null;
            }

            first = false;
            if (!TrySkip())
            {
                return null;
            }

            if (AtEnd || Next(';'))
            {
                continue; // an empty part
            }

            if (!TryResult(out var result) || results.Count == MaxResults)
            {
                return null;
            }

            if (result is not null)
            {
                results.Add(result);
            }
        }

        return new AuthenticationResults(authservId, results);
    }

    // resinfo = methodspec [reasonspec] [1*propspec], or "none" alone (result is null then).
    private bool TryResult(out AuthenticationResult? result)
    {
        result = null;
        if (!TryWord("=;/", out var method) || method.Length == 0 || !TrySkip())
        {
            return false;
        }

        if (AtEnd || Next(';'))
        {
            return method.Equals("none", StringComparison.OrdinalIgnoreCase);
        }

        if (Take('/') && !(TrySkip() && TryVersion("=;") && TrySkip()))
        {
            return false;
        }

        if (!Take('=') || !TrySkip() || !TryWord(";", out var verdict) || verdict.Length == 0 || !TrySkip())
        {
            return false;
        }

        string? reason = null;
        var properties = new List<AuthenticationProperty>();
        while (!AtEnd && !Next(';'))
        {
            if (!TryProperty(out var property) || properties.Count == MaxProperties)
            {
                return false;
            }

            if (property.Name == "reason")
            {
                reason ??= property.Value;
            }
            else
            {
                properties.Add(property);
            }
        }

        result = new AuthenticationResult(method.ToLowerInvariant(), verdict.ToLowerInvariant(), reason, properties);
        return true;
    }

    // propspec = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue
    private bool TryProperty(out AuthenticationProperty property)
    {
        property = default;
        if (!TryWord("=;.", out var name) || name.Length == 0 || !TrySkip())
        {
            return false;
        }

        if (Take('.'))
        {
            if (!TrySkip() || !TryWord("=;", out var rest) || rest.Length == 0 || !TrySkip())
            {
                return false;
            }

            name += "." + rest;
        }

        if (!Take('=') || !TrySkip() || !TryWord(";", out var value) || !TrySkip())
        {
            return false;
        }

        property = new AuthenticationProperty(name.ToLowerInvariant(), value);
        return true;
    }

    // Only version 1 is known; what another means cannot be guessed (RFC 8601 §2.2).
    private bool TryVersion(ReadOnlySpan<char> stops) => AtEnd || Next(';') || Next('=') || (TryWord(stops, out var version) && version == "1");

    // A run up to a blank, a comment or one of the stops; quoted strings in it are unquoted: "a b"@example.com is one word.
    private bool TryWord(ReadOnlySpan<char> stops, out string word)
    {
        var built = new StringBuilder();
        word = "";
        while (!AtEnd && !IsBlank(_text[_at]) && _text[_at] != '(' && !stops.Contains(_text[_at]))
        {
            var c = _text[_at++];
            if (c == '"')
            {
                if (!TryQuoted(built))
                {
                    return false;
                }
            }
            else if (char.IsControl(c) || c == ')')
            {
                return false;
            }
            else
            {
                built.Append(c);
            }
        }

        word = built.ToString();
        return true;
    }

    // quoted-string = DQUOTE *(qtext / "\" any / FWS) DQUOTE; the opening quote is behind us.
    private bool TryQuoted(StringBuilder built)
    {
        while (!AtEnd)
        {
            var c = _text[_at++];
            if (c == '"')
            {
                return true;
            }

            if (c == '\\')
            {
                if (AtEnd)
                {
                    return false;
                }

                c = _text[_at++];
            }

            if (c is not ('\r' or '\n'))
            {
                built.Append(c);
            }
        }

        return false;
    }

    // CFWS; false for a comment that does not end or is nested absurdly.
    private bool TrySkip()
    {
        var depth = 0;
        for (; !AtEnd; _at++)
        {
            var c = _text[_at];
            if (c == '(')
            {
                if (++depth > MaxCommentDepth)
                {
                    return false;
                }
            }
            else if (depth == 0 && !IsBlank(c))
            {
                return true;
            }
            else if (c == ')')
            {
                depth--;
            }
            else if (c == '\\' && depth > 0)
            {
                _at++;
            }
        }

        return depth == 0;
    }

    private readonly bool Next(char c) => !AtEnd && _text[_at] == c;

    private bool Take(char c)
    {
        var found = Next(c);
        _at += found ? 1 : 0;
        return found;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';
}
