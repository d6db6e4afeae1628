using System.Text;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>contentline = name *(";" param) ":" value CRLF, folded by a line end and a blank (RFC 5545 §3.1, RFC 6350 §3.3).</summary>
internal static class ContentLines
{
    private const int MaxLines = 50_000;

    public static IEnumerable<(string Name, string Parameters, string Value)> Read(string text)
    {
        var line = new StringBuilder();
        var count = 0;
        foreach (var raw in Lines(text))
        {
            if (raw.Length > 0 && raw[0] is ' ' or '\t')
            {
                line.Append(raw, 1, raw.Length - 1);
                continue;
            }

            if (Split(line.ToString()) is { } field)
            {
                yield return field;
            }

            if (++count > MaxLines)
            {
                yield break;
            }

            line.Clear().Append(raw);
        }

        if (Split(line.ToString()) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>"\n", "\,", "\;" and "\\" undone (RFC 5545 §3.3.11).</summary>
    public static string Unescape(string value)
    {
        if (!value.Contains('\\'))
        {
            return value;
        }

        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
                result.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else
            {
                result.Append(value[i]);
            }
        }

        return result.ToString();
    }

    private static IEnumerable<string> Lines(string text)
    {
        var start = 0;
        while (start <= text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            yield return text[start..end].TrimEnd('\r');
            start = end + 1;
        }
    }

    private static (string Name, string Parameters, string Value)? Split(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ':' && !quoted)
            {
                var head = line[..i];
                var semicolon = head.IndexOf(';', StringComparison.Ordinal);
                var name = (semicolon < 0 ? head : head[..semicolon]).Trim().ToUpperInvariant();
                return (name[(name.LastIndexOf('.') + 1)..], semicolon < 0 ? "" : head[(semicolon + 1)..], line[(i + 1)..].Trim());
            }
        }

        return null;
    }
}
