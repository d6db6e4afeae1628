namespace HeadDesk.Rules.Commands;

/// <summary>The known word that a mistyped one was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>Nobody mistypes a word as long as this; and comparing costs the product of both lengths.</summary>
    private const int MaxLength = 80;

    /// <returns>Null where nothing is near: no letter is right, or more than two and a third of them are wrong.</returns>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > MaxLength)
        {
            return null;
        }

        var best = known.Where(k => k.Length <= MaxLength).Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance < word.Length && best.Distance <= Math.Max(2, word.Length / 3) ? best.Word : null;
    }

    // Levenshtein's distance, case folded, two letters that changed places counted as one mistake; in three rows.
    private static int Distance(string a, string b)
    {
        var (earlier, above, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(above[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], earlier[j - 2] + 1);
                }
            }

            (earlier, above, row) = (above, row, earlier);
        }

        return above[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
