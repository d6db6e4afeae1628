using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification;

/// <summary>A subject without what mail programs put in front of it.</summary>
/// <param name="Bare">For display: no reply or forward prefix, no [EXTERNAL] tag; other tags such as [HD-7] stay.</param>
/// <param name="IsReply">The outermost prefix says reply.</param>
/// <param name="IsForward">The outermost prefix says forward.</param>
public readonly record struct SubjectLine(string Bare, bool IsReply, bool IsForward)
{
    private const int LongestPrefix = 16;
    private const int MostPrefixes = 50;

    private static readonly FrozenSet<string> Replies = Words(
        "re|aw|sv|antw|antwort|ant|odp|odpověď|vs|vá|válasz|r|rif|res|resp|rép|rép.|réf|réponse|ynt|yanıt|cevap|cev|ответ|на|отв|відп|відповідь|απ|απάντηση|ref|bls|balas|atb|tl|vast|vastaus|odg|odgovor|ats|回复|答复|回覆|答覆|返信|回信|답장|회신|re답장|רe|השב|תשובה|رد|ตอบกลับ|ตอบ|p|ha");

    private static readonly FrozenSet<string> Forwards = Words(
        "fw|fwd|wg|tr|rv|i|vb|vs|vl|doorst|doorgestuurd|enc|pd|ilt|İLT|yön|пересл|пер|fs|yml|trs|továbbítás|tov|πρθ|προώθηση|переслано|пересылка|fwd.|prosl|preposlané|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه|ส่งต่อ|weitergeleitet|transf|reenv|inoltro|ced|ct|vidarebefordrat|videresendt|välitetty|preslané|préf|redir.|redir|videresend|forward|forwarded|doorsturen|podaj dalej|encaminhado|framsenda|terusan|προωθημένο");

    private static readonly FrozenSet<string> Tags = Words(
        "external|ext|extern|externe|esterno|externo|external email|external sender|external mail|external message|externe e-mail|outside|untrusted|caution|caution external|warning|warning external|spam|suspected spam|possible spam|probable spam|spam?|junk|suspicious|suspect|unverified|unverified sender|bulk|newsletter|phish|phishing?|marketing|outside sender|non-internal|from external|email externo|внешний|extérieur");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ReplyWord = Replies.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ForwardWord = Forwards.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TagWord = Tags.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="language">Where known: "VS" answers in Finnish and Estonian, and forwards in Danish and Norwegian.</param>
    public static SubjectLine Parse(string subject, string? language = null)
    {
        var rest = subject.AsSpan().Trim(TextLines.Blanks);
        string kept = "";
        bool? forward = null;
        for (var count = 0; count < MostPrefixes && !rest.IsEmpty; count++)
        {
            var tag = TagLength(rest, out var known);
            if (tag > 0)
            {
                if (!known && !PrefixFollows(rest[tag..]))
                {
                    break;
                }

                kept = known ? kept : $"{kept}{rest[..tag]} ";
                rest = rest[tag..].TrimStart(TextLines.Blanks);
                continue;
            }

            var prefix = PrefixLength(rest, language, out var kind);
            if (prefix == 0)
            {
                break;
            }

            forward ??= kind;
            rest = rest[prefix..].TrimStart(TextLines.Blanks);
        }

        return new SubjectLine(kept.Length == 0 && rest.Length == subject.Length ? subject : kept + rest.ToString(), forward == false, forward == true);
    }

    private static bool PrefixFollows(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(TextLines.Blanks);
        return !rest.IsEmpty && (rest[0] is '[' or '{' || PrefixLength(rest, null, out _) > 0);
    }

    /// <summary>prefix = word [counter] ":" with counter = "[2]" / "(2)" / "^2" / "*2" / "2"</summary>
    /// <param name="forward">null for a tag that is neither.</param>
    private static int PrefixLength(ReadOnlySpan<char> text, string? language, out bool? forward)
    {
        forward = null;
        var head = text.Length > LongestPrefix ? text[..LongestPrefix] : text;
        var colon = head.IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return 0;
        }

        var word = head[..colon].TrimEnd("0123456789[]()^*" + TextLines.Blanks);
        if (TagWord.Contains(word) && word.Length > 4)
        {
            return colon + 1; // EXTERNAL: without brackets
        }

        var reply = ReplyWord.Contains(word);
        forward = ForwardWord.Contains(word) && !(reply && language is "fi" or "et");
        return reply || forward == true ? colon + 1 : 0;
    }

    /// <summary>"[…]", "{…}" or "***…***" at the beginning.</summary>
    private static int TagLength(ReadOnlySpan<char> text, out bool known)
    {
        known = false;
        if (text.StartsWith("***"))
        {
            var stars = text[3..].IndexOf("***");
            known = stars > 0 && TagWord.Contains(text.Slice(3, stars).Trim());
            return known ? stars + 6 : 0;
        }

        var close = text[0] switch { '[' => ']', '{' => '}', '【' => '】', _ => '\0' };
        var end = close == '\0' ? -1 : text.IndexOf(close);
        if (end < 0)
        {
            return 0;
        }

        var inside = text[1..end].Trim("*! -:");
        known = TagWord.Contains(inside) || inside.StartsWith("external", StringComparison.OrdinalIgnoreCase);
        return end + 1;
    }

    private static FrozenSet<string> Words(string words) => words.Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
