using System.Text;

namespace HeadDesk.Mail.Smtp;

/// <summary>What can be settled before the server is asked: the MAIL line that fits its extensions, or why there is no point in asking.</summary>
internal sealed class MailCommand : IDisposable
{
    private MailCommand(string line, Stream? source, SmtpReply? refusal)
    {
        Line = line;
        Source = source;
        Refusal = refusal;
    }

    /// <summary>For a message that will not be tried.</summary>
    public static MailCommand Unneeded => new(string.Empty, null, null);

    public string Line { get; }

    /// <summary>The open content; null when it is in memory.</summary>
    public Stream? Source { get; }

    public SmtpReply? Refusal { get; }

    public static MailCommand Prepare(SmtpMessage message, SmtpExtensions extensions)
    {
        if (message.NeedsUtf8 && !extensions.SmtpUtf8)
        {
            return Refuse(550, "5.6.7", "the message has an address that needs SMTPUTF8, which the server does not offer"); // RFC 6531 §3.5
        }

        Stream? source;
        try
        {
            source = message.Open();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Refuse(451, "4.3.0", $"the message cannot be read: {failed.Message}");
        }

        var size = source is null ? message.Content.Length : source.CanSeek ? source.Length : (long?)null;
        if (size > extensions.SizeLimit)
        {
            source?.Dispose();
            return Refuse(552, "5.3.4", $"the message has {size} bytes, the server takes {extensions.SizeLimit} at most"); // RFC 1870 §6.1
        }

        return new MailCommand(Compose(message, extensions, size, mayHaveHighBytes: source is not null || !Ascii.IsValid(message.Content.Span)), source, null);
    }

    public void Dispose() => Source?.Dispose();

    private static MailCommand Refuse(int code, string status, string text) => new(string.Empty, null, SmtpReply.Local(code, status, text));

    private static string Compose(SmtpMessage message, SmtpExtensions extensions, long? size, bool mayHaveHighBytes)
    {
        var line = new StringBuilder(128).Append("MAIL FROM:<").Append(message.Envelope.Sender?.Wire).Append('>');
        if (extensions.Size && size is { } bytes)
        {
            line.Append(" SIZE=").Append(bytes); // an estimate will do, RFC 1870 §5
        }

        // A server without 8BITMIME gets the bytes as they are: every one in use is 8-bit clean, and re-encoding breaks signatures.
        if (extensions.EightBitMime && mayHaveHighBytes)
        {
            line.Append(" BODY=8BITMIME");
        }

        return (message.NeedsUtf8 ? line.Append(" SMTPUTF8") : line).ToString();
    }
}
