namespace HeadDesk.Mail.Mime.Tree;

internal enum DelimiterKind
{
    None,

    /// <summary>"--" boundary: another part follows.</summary>
    Separator,

    /// <summary>"--" boundary "--": the multipart ends.</summary>
    Closing,
}

/// <summary>
/// delimiter := CRLF "--" boundary; close-delimiter := delimiter "--"; transport-padding may follow (RFC 2046 §5.1.1).
/// </summary>
internal static class Boundary
{
    /// <summary>The line is the delimiter and nothing else.</summary>
    /// <param name="line">A line that begins with "--", without its line end and trailing blanks.</param>
    /// <param name="boundary">The value of the boundary parameter.</param>
    public static DelimiterKind MatchExactly(ReadOnlySpan<byte> line, ReadOnlySpan<byte> boundary)
    {
        var surplus = line.Length - 2 - boundary.Length;
        if (surplus is not (0 or 2) || !line[2..].StartsWith(boundary))
        {
            return DelimiterKind.None;
        }

        return surplus == 0 ? DelimiterKind.Separator
            : line.EndsWith("--"u8) ? DelimiterKind.Closing
            : DelimiterKind.None;
    }

    /// <summary>
    /// RFC 2046 §5.1.1: "it is sufficient that the boundary appear in its entirety" at the beginning of the line. Once a multipart has
    /// shown how it writes its delimiters, only those are believed that are visibly set off from what follows.
    /// </summary>
    public static DelimiterKind MatchBeginning(ReadOnlySpan<byte> line, ReadOnlySpan<byte> boundary, bool settled)
    {
        if (!line[2..].StartsWith(boundary))
        {
            return DelimiterKind.None;
        }

        var rest = line[(2 + boundary.Length)..];
        if (settled && !rest.IsEmpty && boundary.Length < 8)
        {
            return DelimiterKind.None;
        }

        return rest.StartsWith("--"u8) ? DelimiterKind.Closing
            : settled && char.IsAsciiLetterOrDigit((char)rest[0]) ? DelimiterKind.None
            : DelimiterKind.Separator;
    }
}
