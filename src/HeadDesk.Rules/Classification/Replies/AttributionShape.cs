namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Whether a line, joined where it was wrapped, has the shape of an attribution.</summary>
/// <remarks>Above quoted lines little is asked for. Where the quotation has lost its marks, a false match would cut what somebody wrote: then it takes a whole date.</remarks>
internal static class AttributionShape
{
    private const int LongestUndated = 160;
    private const int LongestToFigure = 24;

    public static bool Matches(ReadOnlySpan<char> text, bool nextQuoted, bool wrapped)
    {
        var framed = text.StartsWith(Attribution.Frame) && text.EndsWith(Attribution.Frame);
        text = text.Trim("-*_> " + TextLines.Blanks);
        var colon = framed || (text.Length > 0 && text[^1] is ':' or '：');
        var body = colon && !framed ? text[..^1].TrimEnd("*_ " + TextLines.Blanks) : text;
        var address = HasAddress(body);
        var found = DateFigure.Find(body);
        var dated = found != DateParts.None;
        if (colon && address && dated && (nextQuoted ? EndsWithAddress(body) || !wrapped : EndsWithSender(body, found)))
        {
            return true; // 30.09.2017, 18.30, "A" <a@example.com>:   any language
        }

        if (nextQuoted && address && found.HasFlag(DateParts.Date) && char.IsAsciiDigit(body[0]) && EndsWithAddress(body))
        {
            return true; // 2024/3/5 A B <a@example.com>
        }

        if (!HasVerb(body, out var verb))
        {
            return false;
        }

        if (colon && address && dated && (nextQuoted || !HasTeller(body)))
        {
            return true; // 2024년 1월 15일, A <a@example.com>님이 작성:
        }

        if (address && dated && StartsWithLead(body))
        {
            return true; // On Wed, 14 Nov 2018 08:14:43 -0200 A <a@example.com> wrote
        }

        if (!colon)
        {
            return false;
        }

        var lead = StartsWithLead(body) && body.IndexOfAnyInRange('0', '9') >= 0;
        if (nextQuoted)
        {
            return lead || (!wrapped && body.Length < LongestUndated); // A B wrote:   and quoted lines follow
        }

        if (address && lead)
        {
            return !HasTeller(body);
        }

        return lead
            ? found.HasFlag(DateParts.Date) && NamesSomebody(body, verb) && !HasTeller(body) // On Nov 26, 2013 you wrote:
            : found == (DateParts.Date | DateParts.Time) && body.Length < LongestUndated && IsName(body[..verb]) && !HasTeller(body); // A B wrote on 3/5/24 9:07 AM:
    }

    /// <summary>A word for "wrote", as a word of its own, and where it stands.</summary>
    private static bool HasVerb(ReadOnlySpan<char> text, out int position)
    {
        position = 0;
        while (true)
        {
            var at = text.IndexOfAny(AttributionWords.AnyVerb);
            if (at < 0)
            {
                return false;
            }

            position += at;
            if (text[at] > '\u2E7F' || at == 0 || !char.IsLetter(text[at - 1]))
            {
                var rest = text[at..];
                var end = 0;
                while (end < rest.Length && (char.IsLetter(rest[end]) || rest[end] == ' ' || char.GetUnicodeCategory(rest[end]) == System.Globalization.UnicodeCategory.NonSpacingMark))
                {
                    if (IsVerb(rest[..(end + 1)]) && (end + 1 == rest.Length || !char.IsLetter(rest[end + 1]) || rest[end] > '\u2E7F'))
                    {
                        return true;
                    }

                    if (++end > 16)
                    {
                        break;
                    }
                }
            }

            text = text[(at + 1)..];
            position++;
        }
    }

    private static bool IsVerb(ReadOnlySpan<char> word)
    {
        foreach (var verb in AttributionWords.Verbs)
        {
            if (word.Equals(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static bool StartsWithLead(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("-*_> " + TextLines.Blanks);
        return !text.IsEmpty && (char.IsAsciiDigit(text[0]) || StartsWithOne(text, AttributionWords.Leads));
    }

    /// <summary>Words, and behind them a beginning such as "On " with figures: <c>I agree. On Tue, 5 Mar 2024, A B wrote:</c>.</summary>
    public static bool LeadsInside(ReadOnlySpan<char> text)
    {
        foreach (var lead in AttributionWords.LeadsToVerb)
        {
            var at = text.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && char.IsUpper(text[at]) && text[at - 1] is ' ' or '-' or '.' && text[..at].IndexOfAnyInRange('0', '9') < 0 && !text[..at].Contains('@')
                && text[..at].ContainsAnyExcept("-*_> ")
                && text.Slice(at, Math.Min(LongestToFigure, text.Length - at)) is var near && near.IndexOfAnyInRange('0', '9') > 0 && near.IndexOfAny('<', '@') < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithOne(ReadOnlySpan<char> text, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) && !char.IsWhiteSpace(text[at - 1]);
    }

    /// <summary>An address, in brackets or bare, is the last word.</summary>
    private static bool EndsWithAddress(ReadOnlySpan<char> text) => LastWord(text, out _).Contains('@');

    /// <summary>
    /// A date and a time, and whose address it is, and nothing more: a log's lines begin with an ISO date, a sentence with a word for
    /// "on" goes on to a verb.
    /// </summary>
    private static bool EndsWithSender(ReadOnlySpan<char> text, DateParts found)
    {
        if (found != (DateParts.Date | DateParts.Time) || !LastWord(text, out var bracketed).Contains('@') || !StartsWithLead(text) || StartsWithOne(text, AttributionWords.LeadsToVerb))
        {
            return false;
        }

        return bracketed || !(text.Length > 10 && text[4] == '-' && text[7] == '-');
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text, out bool bracketed)
    {
        var bare = text.TrimEnd(")>]\"'" + TextLines.Blanks);
        bracketed = bare.Length < text.Length;
        return bare[(bare.LastIndexOfAny(" <(") + 1)..];
    }

    /// <summary>
    /// The word before the verb at the end, or the one behind it, begins as a name does, or is "you". A date without a time is a
    /// person's rather than a program's, and so is one with a "he" or a "the technician".
    /// </summary>
    private static bool NamesSomebody(ReadOnlySpan<char> body, int verb)
    {
        var before = body[..verb].TrimEnd(" ,");
        var word = before[(before.LastIndexOf(' ') + 1)..];
        var behind = body[verb..];
        var space = behind.IndexOf(' ');
        var next = space < 0 || DateFigure.Find(behind) != DateParts.None ? default : behind[(space + 1)..];
        foreach (var you in AttributionWords.You)
        {
            if (word.Equals(you, StringComparison.OrdinalIgnoreCase) || next.Equals(you, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return DateFigure.Find(body) == (DateParts.Date | DateParts.Time)
            && (word.IsEmpty || !char.IsLower(word[0]) || (next is [var first, ..] && !char.IsLower(first)));
    }

    /// <summary>Nothing but figures, signs and words that begin as names do; scripts without capitals pass.</summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(' '))
        {
            if (text[range] is [var first, ..] && char.IsLower(first))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasTeller(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(' '))
        {
            foreach (var teller in AttributionWords.Tellers)
            {
                if (text[range].Equals(teller, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
