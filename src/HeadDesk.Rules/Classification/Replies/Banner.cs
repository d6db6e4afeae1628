using System.Buffers;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>What a gateway puts above a mail from outside: "CAUTION: This email originated from outside of the organization. Do not click …".</summary>
/// <remarks>Only the first paragraph is looked at, and only where it begins, warns and names what it warns of as such a text does.</remarks>
internal static class Banner
{
    private const int MostLines = 6;
    private const int LongestLine = 400;
    private const string Frame = "*_[]<>!-=|:#⚠\uFE0F ";

    private static readonly PhraseIndex Starts = new(Landmarks.BannerStarts);
    private static readonly SearchValues<string> Outside = SearchValues.Create(Landmarks.BannerOutside, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Perils = SearchValues.Create(Landmarks.BannerPerils, StringComparison.OrdinalIgnoreCase);

    /// <summary>The line after the banner; <paramref name="from"/> where there is none.</summary>
    /// <param name="from">The first line that is not empty.</param>
    public static int End(in TextLines lines, int from)
    {
        if (from >= lines.Count || Starts.StartOf(lines[from].TrimStart(Frame + TextLines.Blanks)) is not { } start)
        {
            return from;
        }

        var (outside, perils) = (start == Landmarks.RareSender, start == Landmarks.RareSender);
        var end = from;
        for (; end < lines.Count && end < from + MostLines && !lines[end].IsEmpty; end++)
        {
            if (lines[end].Length > LongestLine)
            {
                return from;
            }

            outside |= lines[end].IndexOfAny(Outside) >= 0;
            perils |= lines[end].IndexOfAny(Perils) >= 0;
        }

        return outside && perils && end < lines.Count && lines[end].IsEmpty ? end : from;
    }
}
