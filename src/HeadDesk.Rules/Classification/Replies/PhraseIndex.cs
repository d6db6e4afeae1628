using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Phrases by their first two characters, so that a line is compared with few of them.</summary>
internal sealed class PhraseIndex
{
    private readonly FrozenDictionary<int, string[]> byStart;

    /// <param name="phrases">Each of at least two characters.</param>
    public PhraseIndex(IEnumerable<string> phrases) =>
        byStart = phrases.Distinct().GroupBy(p => Key(p)).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray());

    /// <summary>The longest phrase that the line begins with, or null.</summary>
    public string? StartOf(ReadOnlySpan<char> line)
    {
        if (line.Length < 2 || !byStart.TryGetValue(Key(line), out var phrases))
        {
            return null;
        }

        foreach (var phrase in phrases)
        {
            if (line.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return phrase;
            }
        }

        return null;
    }

    private static int Key(ReadOnlySpan<char> text) => (Lower(text[0]) << 16) | Lower(text[1]);

    private static char Lower(char c) => char.IsAscii(c) ? char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c : char.ToLowerInvariant(c);
}
