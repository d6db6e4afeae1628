using System.Globalization;
using System.Text;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Words as people type them who leave out the accents.</summary>
internal static class Accents
{
    /// <summary>Each phrase, and where it has accents also without.</summary>
    public static IEnumerable<string> AndWithout(IEnumerable<string> phrases) => phrases.SelectMany(p => new[] { p, Without(p) }).Distinct();

    private static string Without(string phrase)
    {
        var bare = new StringBuilder(phrase.Length);
        foreach (var c in phrase.Normalize(NormalizationForm.FormD))
        {
            if (c >= '\u0370' || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                bare.Append(c switch { 'ł' => "l", 'ø' => "o", 'đ' => "d", 'ı' => "i", 'ß' => "ss", _ => c.ToString() });
            }
        }

        return bare.ToString().Normalize(NormalizationForm.FormC);
    }
}
