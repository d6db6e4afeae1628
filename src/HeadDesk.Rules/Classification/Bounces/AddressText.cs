using System.Buffers;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Finds addresses in running text, in linear time.</summary>
internal static class AddressText
{
    private const int LongestAddress = 320; // RFC 3696 erratum: 64 + 1 + 255

    // atext (RFC 5322 §3.2.3) without the signs that only stand around addresses in text, with the dot.
    private static readonly SearchValues<char> Local = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&*+-/=?^_`{|}~.");
    /// <summary>Chinese, Japanese and Korean write no blank between an address and the words around it.</summary>
    private const char FirstUnspaced = '\u2E80';

    private static readonly SearchValues<char> Domain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The first address at or after <paramref name="from"/>, or null.</summary>
    /// <param name="next">Where to look for another one.</param>
    public static string? First(ReadOnlySpan<char> text, int from, out int next)
    {
        while (from < text.Length)
        {
            var found = text[from..].IndexOf('@');
            if (found < 0)
            {
                break;
            }

            var at = from + found;
            var left = LocalPart(text, from, at);
            var right = DomainPart(text, at + 1);
            next = Math.Max(at + 1, right);
            if (left < at && right > at + 3 && right - left <= LongestAddress && text[(at + 1)..right].Contains('.') || (left < at && right > at + 1 && Bracketed(text, left, right)))
            {
                return text[left..right].ToString();
            }

            from = next;
        }

        next = text.Length;
        return null;
    }

    private static int LocalPart(ReadOnlySpan<char> text, int from, int at)
    {
        if (at > from && text[at - 1] == '"' && text[from..(at - 1)].LastIndexOf('"') is >= 0 and var quote)
        {
            return from + quote; // quoted-string local part
        }

        var stretch = text[from..at];
        var before = stretch.LastIndexOfAnyExcept(Local);
        var start = from + before + 1;
        while (start < at && text[start] is '.' or '=' or '\'' or '*' or '-' && start + 1 < at)
        {
            start++;
        }

        if (text[start..at].StartsWith("SMTP=", StringComparison.OrdinalIgnoreCase))
        {
            return start + "SMTP=".Length; // the type that an X.400 address carries, as Exchange 5.5 prints it
        }

        // Characters beyond ASCII belong to it (RFC 6531) unless they are blanks or signs.
        while (start > from && start == from + before + 1 && before >= 0 && char.IsLetter(text[start - 1]) && text[start - 1] > '\u007F'
            && (start == at || text[start - 1] < FirstUnspaced))
        {
            before = text[from..(start - 1)].LastIndexOfAnyExcept(Local);
            start = from + before + 1;
        }

        return start;
    }

    private static int DomainPart(ReadOnlySpan<char> text, int start)
    {
        if (start < text.Length && text[start] == '[')
        {
            var close = text[start..].IndexOf(']');
            return close is > 0 and < 64 ? start + close + 1 : start; // address literal, RFC 5321 §4.1.3
        }

        var end = start;
        while (end < text.Length && (Domain.Contains(text[end]) || (text[end] > '\u007F' && char.IsLetterOrDigit(text[end]))))
        {
            end++;
        }

        while (end > start && text[end - 1] is '.' or '-' or '_')
        {
            end--;
        }

        // The last label is of one script: "org" and then words.
        var label = start + text[start..end].LastIndexOf('.') + 1;
        var words = label < end && char.IsAsciiLetter(text[label]) ? text[label..end].IndexOfAnyInRange(FirstUnspaced, '\uFFFF') : -1;
        return words > 0 ? label + words : end;
    }

    private static bool Bracketed(ReadOnlySpan<char> text, int left, int right) =>
        left > 0 && text[left - 1] == '<' && right < text.Length && text[right] == '>';
}
