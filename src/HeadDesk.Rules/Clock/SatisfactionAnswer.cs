using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Clock;

/// <summary>A requester's word on how it went, read from their text or from the subject that a link of the thank-you gave.</summary>
/// <param name="Comment">What else they wrote; null for nothing.</param>
public sealed record SatisfactionAnswer(Satisfaction Word, string? Comment)
{
    public const int MaxComment = 5_000;

    /// <summary>No word that counts is longer.</summary>
    private const int MaxWord = 8;

    private static readonly (string Word, Satisfaction Meaning)[] Words =
    [
        ("good", Satisfaction.Good), ("okay", Satisfaction.Okay), ("ok", Satisfaction.Okay), ("bad", Satisfaction.Bad),
        ("gut", Satisfaction.Good), ("schlecht", Satisfaction.Bad),
    ];

    /// <summary>Many a letter begins with "Good morning", and says nothing of satisfaction by it.</summary>
    private static readonly string[] AfterGoodInGreetings = ["morning", "afternoon", "evening", "day", "night"];

    /// <param name="reply">What was written now, without quotation.</param>
    /// <returns>Null where the first word is none that counts.</returns>
    public static SatisfactionAnswer? Read(string reply)
    {
        var (found, length) = FirstWord(reply);
        return found is { } word ? new SatisfactionAnswer(word, CommentOf(reply.AsSpan(length))) : null;
    }

    /// <summary>The subject says the word, as a link of the thank-you has it; the whole text is the comment, but for the same word again.</summary>
    /// <param name="subject">Without identifier.</param>
    public static SatisfactionAnswer? Read(string subject, string reply)
    {
        if (FirstWord(subject).Word is not { } word)
        {
            return null;
        }

        var (again, length) = FirstWord(reply);
        return new SatisfactionAnswer(word, CommentOf(reply.AsSpan(again == word ? length : 0)));
    }

    private static (Satisfaction? Word, int Length) FirstWord(string text)
    {
        var start = LettersFrom(text, 0);
        var end = start;
        while (end < text.Length && end - start <= MaxWord && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        var written = text.AsSpan(start, end - start);
        foreach (var (word, meaning) in Words)
        {
            if (written.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return meaning == Satisfaction.Good && IsGreeting(text.AsSpan(end)) ? (null, 0) : (meaning, end);
            }
        }

        return (null, 0);
    }

    private static bool IsGreeting(ReadOnlySpan<char> after)
    {
        after = after.TrimStart(" \u00A0");
        foreach (var word in AfterGoodInGreetings)
        {
            if (after.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (after.Length == word.Length || !char.IsLetter(after[word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    // Marks around a word are anything that is neither letter nor digit: quotation marks, stars, smileys, blanks.
    private static int LettersFrom(string text, int index)
    {
        while (index < text.Length && !char.IsLetterOrDigit(text[index]))
        {
            index++;
        }

        return index;
    }

    private static string? CommentOf(ReadOnlySpan<char> rest)
    {
        // The marks that close the word or lead on from it: good! **good**, »gut« – danke
        rest = rest.TrimStart("\"'*_!.,:;)]}>«»“”„’‘–—- \t\r\n" + TextLines.Blanks).TrimEnd();
        if (rest.Length > MaxComment)
        {
            rest = rest[..(char.IsHighSurrogate(rest[MaxComment - 2]) ? MaxComment - 2 : MaxComment - 1)].TrimEnd();
            return string.Concat(rest, "…");
        }

        return rest.Length == 0 ? null : rest.ToString();
    }
}
