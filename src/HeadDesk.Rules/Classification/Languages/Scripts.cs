namespace HeadDesk.Rules.Classification.Languages;

/// <summary>Languages that their script gives away. Unicode blocks, sampled.</summary>
internal static class Scripts
{
    private const int Step = 3;

    public static string? Of(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\u0370', '\uFFEF'))
        {
            return null;
        }

        int latin = 0, greek = 0, cyrillic = 0, hebrew = 0, arabic = 0, thai = 0, kana = 0, han = 0, hangul = 0, ukrainian = 0;
        for (var i = 0; i < text.Length; i += text.Length > 600 ? Step : 1)
        {
            var c = text[i];
            switch (c)
            {
                case < '\u0250':
                    latin += char.IsLetter(c) ? 1 : 0;
                    break;
                case >= '\u0370' and <= '\u03FF':
                    greek++;
                    break;
                case >= '\u0400' and <= '\u052F':
                    cyrillic++;
                    ukrainian += c is 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' ? 1 : 0;
                    break;
                case >= '\u0590' and <= '\u05FF':
                    hebrew++;
                    break;
                case >= '\u0600' and <= '\u06FF':
                    arabic++;
                    break;
                case >= '\u0E00' and <= '\u0E7F':
                    thai++;
                    break;
                case >= '\u3040' and <= '\u30FF':
                    kana++;
                    break;
                case >= '\u4E00' and <= '\u9FFF':
                    han++;
                    break;
                case >= '\uAC00' and <= '\uD7AF':
                    hangul++;
                    break;
            }
        }

        var east = kana + han + hangul;
        if (east * 3 > latin)
        {
            return kana * 8 >= east ? "ja" : hangul * 3 >= east ? "ko" : han >= 4 ? "zh" : null;
        }

        return cyrillic > Math.Max(latin, 5) ? ukrainian * 40 >= cyrillic ? "uk" : "ru"
            : greek > Math.Max(latin, 5) ? "el"
            : hebrew > Math.Max(latin, 5) ? "he"
            : arabic > Math.Max(latin, 5) ? "ar"
            : thai > Math.Max(latin, 5) ? "th"
            : null;
    }
}
