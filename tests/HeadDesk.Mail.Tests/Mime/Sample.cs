using System.Text;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime;

/// <summary>Messages for tests: written with LF, parsed as Latin-1 so that "\u00E9" is the byte 0xE9, unless said otherwise.</summary>
internal static class Sample
{
    public static MimeMessage Parse(string message, MimeLimits? limits = null) => MimeMessage.Parse(Encoding.Latin1.GetBytes(message), limits);

    public static MessageView View(string message, MimeLimits? limits = null) => MessageView.Of(Parse(message, limits));

    public static MessageView ViewUtf8(string message) => MessageView.Of(MimeMessage.Parse(Encoding.UTF8.GetBytes(message)));

    public static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(copy);
        }

        return copy.ToArray();
    }

    public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);

    public static string Base64(string text) => Base64(Encoding.UTF8.GetBytes(text));

    /// <summary>The tree in one line: types, children in parentheses.</summary>
    public static string Shape(MimePart part) =>
        part.Children.Count == 0 ? part.MediaType : $"{part.MediaType}({string.Join(", ", part.Children.Select(Shape))})";
}
