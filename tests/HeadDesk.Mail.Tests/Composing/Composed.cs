using System.Buffers;
using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;

namespace HeadDesk.Mail.Tests.Composing;

/// <summary>Messages to compose, and what every composed message must be whatever went in.</summary>
internal static class Composed
{
    public static readonly OutgoingMessage Plain = new()
    {
        From = new MailAddress("Example Support", "support@example.com"),
        To = [new MailAddress(null, "alice@example.org")],
        Subject = "[HD-7] Printer",
        MessageId = "7.abc@example.com",
        Date = new DateTimeOffset(2026, 11, 21, 4, 5, 6, TimeSpan.FromHours(-5)),
        Text = "Hello,\n\nwe have it.\n",
    };

    /// <summary>Composes and checks the rules that have no exception: ASCII, CRLF only, no NUL, lines of at most 998.</summary>
    public static string Text(OutgoingMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageComposer.Compose(message, output);
        Assert.True(Ascii.IsValid(output.WrittenSpan));
        var text = Encoding.ASCII.GetString(output.WrittenSpan);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text);
        foreach (var line in text.Split("\r\n"))
        {
            Assert.InRange(line.Length, 0, 998);
            Assert.DoesNotContain('\r', line);
            Assert.DoesNotContain('\n', line);
        }

        return text;
    }

    /// <summary>One field with its folds; fails unless there is exactly one.</summary>
    public static string Field(string message, string name)
    {
        var header = message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var fields = header.Replace("\r\n ", "\n ", StringComparison.Ordinal).Split("\r\n");
        var field = Assert.Single(fields, line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return field[(name.Length + 1)..].Replace("\n ", "\r\n ", StringComparison.Ordinal);
    }

    /// <summary>The field as a reader sees it: unfolded, encoded words decoded (UTF-8 only).</summary>
    public static string Decoded(string message, string name) => DecodeWords(Field(message, name).Replace("\r\n", string.Empty, StringComparison.Ordinal).Trim());

    /// <summary>RFC 2047 read independently of the composer: white space between encoded words does not count.</summary>
    public static string DecodeWords(string value)
    {
        var text = new StringBuilder();
        var words = value.Split(' ');
        var previousEncoded = false;
        for (var i = 0; i < words.Length; i++)
        {
            var encoded = words[i].StartsWith("=?utf-8?", StringComparison.Ordinal) && words[i].EndsWith("?=", StringComparison.Ordinal);
            text.Append(i == 0 || (encoded && previousEncoded) ? string.Empty : " ");
            text.Append(encoded ? DecodeWord(words[i]) : words[i]);
            previousEncoded = encoded;
        }

        return text.ToString();
    }

    private static string DecodeWord(string word)
    {
        Assert.InRange(word.Length, 12, 75);
        var payload = word[10..^2];
        if (word[8] == 'b')
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(payload));
        }

        var bytes = new List<byte>();
        for (var i = 0; i < payload.Length; i++)
        {
            bytes.Add(payload[i] == '_' ? (byte)' ' : payload[i] == '=' ? Convert.ToByte(payload.Substring((i += 2) - 1, 2), 16) : (byte)payload[i]);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
    }
}
