using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>What may stand in a header field.</summary>
internal static class HeaderText
{
    /// <summary>RFC 5322 §2.1.1: 998 is the hard limit of a line; what cannot be folded must stay well below it.</summary>
    public const int MaxToken = 900;

    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~"); // RFC 5322 §3.2.3

    private static readonly SearchValues<char> MediaTypeText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+"); // RFC 6838 §4.2

    public static bool IsAtom(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExcept(AtomText);

    public static bool IsMediaTypeName(ReadOnlySpan<char> name) => name.Length is > 0 and <= 127 && !name.ContainsAnyExcept(MediaTypeText);

    /// <summary>A line end in any script, a control, or half a character.</summary>
    public static bool IsUnsafe(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029;

    /// <summary>On one line: runs of controls and line ends become one space, broken surrogates U+FFFD, ends are trimmed.</summary>
    public static string Clean(string text)
    {
        var safe = true;
        foreach (var rune in text.EnumerateRunes())
        {
            safe &= !IsUnsafe(rune) && rune != Rune.ReplacementChar;
        }

        if (safe)
        {
            return text.Trim();
        }

        var clean = new StringBuilder(text.Length);
        var pending = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
            {
                pending = true;
                continue;
            }

            clean.Append(pending ? " " : string.Empty).Append(rune);
            pending = false;
        }

        return clean.ToString().Trim();
    }

    /// <summary>The id with its angle brackets; null when it cannot stand in a header.</summary>
    public static string? Identifier(string id)
    {
        var bare = id.AsSpan().Trim();
        bare = bare is ['<', .., '>'] ? bare[1..^1] : bare;
        return bare.Length is > 2 and <= MaxToken && !bare.ContainsAnyExceptInRange('!', '~') && !bare.ContainsAny('<', '>')
            ? $"<{bare}>"
            : null;
    }
}
