namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Enhanced status codes (RFC 3463 §2: class "." subject "." detail), found in text or derived from it.</summary>
internal static class StatusCode
{
    /// <summary>The first enhanced status code; not a part of an IP address or a version.</summary>
    public static string? Find(ReadOnlySpan<char> text) => Find(text, "245");

    /// <summary>The first that is not of success.</summary>
    public static string? FindFailure(ReadOnlySpan<char> text) => Find(text, "45");

    private static string? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> classes)
    {
        for (var i = 0; i + 4 < text.Length; i++)
        {
            var step = text[i..].IndexOfAny(classes);
            if (step < 0)
            {
                return null;
            }

            i += step;
            if (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] == '.'))
            {
                continue;
            }

            var end = Number(text, i + 1, out _) is > 0 and var subject ? Number(text, subject, out _) : -1;
            if (end > 0 && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))))
            {
                return text[i..end].ToString();
            }
        }

        return null;
    }

    /// <summary>The status that the words amount to; X.0.0 where only success or failure is known; null where not even that.</summary>
    /// <param name="action">What became of the message, where known: it decides the class.</param>
    public static string? Derive(ReadOnlySpan<char> text, string? action)
    {
        if (text.IsWhiteSpace())
        {
            return ForAction(action);
        }

        if (Find(text) is { } code)
        {
            return code;
        }

        var reply = ReplyCode(text);
        var phrase = StatusPhrases.Match(text);
        var kind = reply > 0 ? (char)('0' + (reply / 100)) : ForAction(action)?[0] ?? phrase?.Class;
        if (phrase is { } known)
        {
            // "temporarily over quota" is not the verdict that "over quota" is.
            return $"{(reply == 0 && text.Contains("temporar", StringComparison.OrdinalIgnoreCase) ? '4' : kind ?? known.Class)}.{known.Detail}";
        }

        return reply switch
        {
            550 or 553 => $"{kind}.1.0", // mailbox unavailable, RFC 5321 §4.2.3
            552 or 452 => $"{kind}.2.2",
            551 => $"{kind}.1.6",
            554 or 571 => $"{kind}.7.1",
            421 or 442 or 447 => $"{kind}.4.2",
            > 0 => $"{kind}.0.0",
            _ => ForAction(action),
        };
    }

    /// <summary>The words give a code, or enough to derive one.</summary>
    public static bool IsTold(string text) => HasCode(text) || StatusPhrases.Match(text) is not null;

    public static bool HasCode(string text) => Find(text) is not null || ReplyCode(text) > 0;

    /// <summary>A report whatever its language: a code of failure, or a reply code with the words that go with one.</summary>
    public static bool IsCertain(string text)
    {
        var report = ReportText.AboveTheCopy(text);
        return Find(report) is ['4' or '5', ..] || (ReplyCode(report) > 0 && StatusPhrases.Match(report) is not null);
    }

    public static string ActionFor(string? code) => code switch
    {
        ['2', ..] => "delivered",
        ['4', ..] => "delayed",
        _ => "failed",
    };

    /// <summary>Trying again will not help: given up, and not for a reason that RFC 3463 §3.1 calls transient.</summary>
    public static bool IsPermanent(string action, string? code) => action == "failed" && code is not ['4', ..];

    private static string? ForAction(string? action) => action switch
    {
        "failed" => "5.0.0",
        "delayed" => "4.0.0",
        "delivered" or "relayed" or "expanded" => "2.0.0",
        _ => null,
    };

    /// <summary>"." 1*3DIGIT; where it ends, or -1.</summary>
    private static int Number(ReadOnlySpan<char> text, int dot, out int value)
    {
        value = 0;
        if (dot >= text.Length || text[dot] != '.')
        {
            return -1;
        }

        var end = dot + 1;
        while (end < text.Length && end < dot + 4 && char.IsAsciiDigit(text[end]))
        {
            value = (value * 10) + (text[end++] - '0');
        }

        return end > dot + 1 ? end : -1;
    }

    /// <summary>An SMTP reply code of failure (RFC 5321 §4.2): 4yz or 5yz standing alone; 0 where there is none.</summary>
    private static int ReplyCode(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] is '4' or '5' && text[i + 1] is >= '0' and <= '7' && char.IsAsciiDigit(text[i + 2])
                && (i == 0 || !(char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '.' or ':' or '-' or '@'))
                && (i + 3 == text.Length || text[i + 3] is ' ' or '-' or ':' or '\n' or '\r' or ',' or ')' or ';'))
            {
                return ((text[i] - '0') * 100) + ((text[i + 1] - '0') * 10) + (text[i + 2] - '0');
            }
        }

        return 0;
    }
}
