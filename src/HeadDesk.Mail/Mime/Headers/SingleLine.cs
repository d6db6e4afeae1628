namespace HeadDesk.Mail.Mime.Headers;

/// <summary>Text fit for one line: no control characters, no direction overrides, runs of blanks from folding made one.</summary>
internal static class SingleLine
{
    public static string Of(string text)
    {
        var clean = true;
        foreach (var c in text)
        {
            clean &= !IsUnwanted(c);
        }

        if (clean)
        {
            return text.Trim();
        }

        var result = Scratch.Take();
        foreach (var c in text)
        {
            if (c is '\t' or '\n' or '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                if (result.Length > 0 && result[^1] != ' ')
                {
                    result.Append(' ');
                }
            }
            else if (!IsUnwanted(c))
            {
                result.Append(c);
            }
        }

        return Scratch.Finish(result).Trim();
    }

    /// <summary>C0 and C1 controls; the embeddings, overrides and isolates of UAX #9, which disguise what a name or subject says.</summary>
    public static bool IsUnwanted(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
