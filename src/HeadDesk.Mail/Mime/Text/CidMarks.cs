using System.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>"[cid:image001.png@01D9…]", which Outlook writes into plain text where an image stands.</summary>
internal static class CidMarks
{
    private const string Begin = "[cid:";
    private const int LongestId = 200;

    /// <param name="text">The plain text.</param>
    /// <param name="imageName">From "cid:…" to the attachment's name, or null.</param>
    public static string Replace(string text, Func<string, string?> imageName)
    {
        if (!text.Contains(Begin, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var kept = 0;
        for (var at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 1, StringComparison.Ordinal))
        {
            var length = text.AsSpan(at, Math.Min(LongestId, text.Length - at)).IndexOf(']');
            if (length > 0 && imageName(text.Substring(at + 1, length - 1)) is { } name)
            {
                result.Append(text, kept, at - kept).Append("[image: ").Append(name).Append(']');
                kept = at + length + 1;
            }
        }

        return result.Append(text, kept, text.Length - kept).ToString();
    }
}
