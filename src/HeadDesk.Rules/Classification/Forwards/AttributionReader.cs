using System.Buffers;
using System.Collections.Frozen;
using HeadDesk.Rules.Classification.Bounces;
using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Classification.Forwards;

/// <summary>Reads who wrote, and when, out of the line above a quotation: <c>On 05/03/2024 09:07, "A B" &lt;a@example.org&gt; wrote:</c>.</summary>
/// <remarks>The name is what stands between the last figure, verb or comma and the address, or in quotation marks before it.</remarks>
internal static class AttributionReader
{
    private const string QuoteMarks = "\"'“”„«»";
    private static readonly SearchValues<char> Quotes = SearchValues.Create(QuoteMarks);

    /// <summary>What stands behind the time and before the name: <c>9:07 AM A B</c>, <c>09:07 Uhr schrieb A B</c>, <c>heeft A B</c>.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Between = AttributionWords.Verbs.Concat(
        [
            "am", "pm", "a.m", "p.m", "uhr", "h", "gmt", "utc", "cet", "cest", "mez", "mesz", "est", "edt", "cdt", "cst", "pst", "pdt", "r", "г", "р", "μ.μ", "π.μ", "م", "ص",
            "heeft", "from", "by", "uživatel", "uživatelka", "użytkownik", "používateľ", "пользователь", "користувач", "időpontban", "keltezéssel", "ο", "η", "χρήστης", "korisnik", "ha", "a", "o",
        ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="text">The whole of it, joined where it was wrapped.</param>
    public static HeaderBlock Read(int line, ReadOnlySpan<char> text)
    {
        var address = AddressText.First(text, 0, out _);
        var at = address is null ? -1 : text.IndexOf(address);
        if (at < 0)
        {
            return new HeaderBlock(line, line + 1, null, null, text.ToString());
        }

        var before = text[..at].TrimEnd("<([" + TextLines.Blanks);
        var name = Name(before, out var start);
        var dated = before[..start].IndexOfAnyInRange('0', '9') >= 0;
        var date = dated ? before[..start] : text[(at + address!.Length)..];
        return new HeaderBlock(line, line + 1, $"{name} <{address}>", null, date.ToString());
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> before, out int start)
    {
        var end = before.TrimEnd(TextLines.Blanks);
        if (!end.IsEmpty && Quotes.Contains(end[^1]) && end[..^1].LastIndexOfAny(Quotes) is >= 0 and var open)
        {
            start = open;
            return end[(open + 1)..^1].Trim(QuoteMarks + TextLines.Blanks);
        }

        start = before.LastIndexOfAnyInRange('0', '9') + 1;
        start += before[start..].LastIndexOf(',') + 1;
        while (FirstWord(before[start..], out var skipped, out var length) && IsBetween(before.Slice(start + skipped, length)))
        {
            start += skipped + length;
        }

        return before[start..].Trim(TextLines.Blanks);
    }

    private static bool FirstWord(ReadOnlySpan<char> text, out int skipped, out int length)
    {
        var rest = text.TrimStart(TextLines.Blanks);
        skipped = text.Length - rest.Length;
        var space = rest.IndexOf(' ');
        length = space < 0 ? rest.Length : space;
        return space > 0; // the last word is the name in any case
    }

    private static bool IsBetween(ReadOnlySpan<char> word)
    {
        var bare = word.Trim(".,:;()-+" + TextLines.Blanks);
        return bare.IsEmpty || Between.Contains(bare);
    }
}
