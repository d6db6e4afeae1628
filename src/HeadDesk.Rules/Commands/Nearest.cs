namespace HeadDesk.Rules.Commands;

/// <summary>The known word that a mistyped one was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>Nobody mistypes a word as long as this; and comparing costs the product of both lengths.</summary>
    private const int MaxLength = 80;

    /// <returns>Null where nothing is near: more than two letters and a third of them differ.</returns>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > MaxLength)
        {
            return null;
        }

        var best = known.Where(k => k.Length <= MaxLength).Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? best.Word : null;
    }

    // Levenshtein's distance, case folded, in one row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
