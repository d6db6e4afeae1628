namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Lines that announce somebody else's message: "-----Original Message-----", "Begin forwarded message:".</summary>
internal static class Separator
{
    private const string Ornaments = "-_=*#~+<>|:\u2010\u2013\u2014\u2015\u2500[] ";
    private const int LongestPhrase = 120;
    private const string Row = "---";

    private static readonly PhraseIndex Originals = new(Landmarks.Original);
    private static readonly PhraseIndex Forwards = new(Landmarks.Forwarded);

    public static Landmark Read(ReadOnlySpan<char> line)
    {
        if (line.Length < 4)
        {
            return Landmark.None;
        }

        var ornate = Ornaments.Contains(line[0]);
        if (ornate && line.StartsWith(Row) && ReadInRow(line) is var inRow && inRow != Landmark.None)
        {
            return inRow;
        }

        if (line.Length > LongestPhrase)
        {
            return Landmark.None;
        }

        if (!ornate && line[^1] is not (':' or '：' or '-'))
        {
            return Landmark.None;
        }

        var core = line.Trim(Ornaments + TextLines.Blanks);
        var dashes = line.Length - core.Length;
        if (core.IsEmpty)
        {
            return Landmark.None;
        }

        if (ornate)
        {
            foreach (var phrase in Landmarks.AboveThisLine)
            {
                if (core.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                {
                    return Landmark.AboveThisLine;
                }
            }
        }

        if (dashes >= 4 && Fits(core, Originals.StartOf(core)))
        {
            return Landmark.Original;
        }

        return Forwards.StartOf(core) is { } forward && (dashes >= 4 ? Fits(core, forward) || forward.EndsWith("by", StringComparison.Ordinal) : core.Length == forward.Length)
            ? Landmark.Forwarded
            : Landmark.None;
    }

    /// <summary>"----- Forwarded Message ----- From: …": Yahoo puts the header behind it, without line ends.</summary>
    private static Landmark ReadInRow(ReadOnlySpan<char> line)
    {
        var words = line.TrimStart(Ornaments);
        var (forward, original) = (Forwards.StartOf(words), Originals.StartOf(words));
        var phrase = forward ?? original;
        return phrase is null || !words[phrase.Length..].TrimStart().StartsWith(Row) ? Landmark.None : forward is null ? Landmark.Original : Landmark.Forwarded;
    }

    /// <summary>Only ornaments: a rule across the page.</summary>
    public static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 3 && line.Trim(Ornaments).IsEmpty && !line.StartsWith(">");

    /// <summary>"----- words -----", or the line that Notes puts above its header: "A B ---05/03/2024 09:07:12---words".</summary>
    public static bool IsBetweenDashes(ReadOnlySpan<char> line)
    {
        if (line.Length > LongestPhrase || line.IndexOf(Row) is not (>= 0 and var first) || line.LastIndexOf(Row) is var last && last <= first + Row.Length)
        {
            return false;
        }

        return (first == 0 && last + Row.Length == line.Length) || char.IsAsciiDigit(line[first + Row.Length]);
    }

    /// <summary>The phrase is the whole of the line, but for a name or a date after it.</summary>
    private static bool Fits(ReadOnlySpan<char> core, string? phrase) =>
        phrase is not null && (core.Length == phrase.Length || (core.Length <= phrase.Length + 60 && !char.IsLetter(core[phrase.Length])));
}
