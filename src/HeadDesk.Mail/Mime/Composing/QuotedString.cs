using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>RFC 5322 §3.2.4: <c>quoted-string = DQUOTE *(qtext / "\" char) DQUOTE</c></summary>
internal static class QuotedString
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny('"', '\\'))
        {
            return $"\"{text}\"";
        }

        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var letter in text)
        {
            quoted.Append(letter is '"' or '\\' ? "\\" : string.Empty).Append(letter);
        }

        return quoted.Append('"').ToString();
    }
}
