namespace HeadDesk.Mail.Mime.Text;

/// <summary>Line ends of text that did not come from the charset decoder, which sees to them itself.</summary>
internal static class LineEnds
{
    public static string Normalize(string text) => text.Contains('\r')
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;
}
