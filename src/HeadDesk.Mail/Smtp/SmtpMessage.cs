namespace HeadDesk.Mail.Smtp;

/// <summary>A message with its envelope, ready to go. Line ends are made CRLF and dots are stuffed on the way out.</summary>
public sealed class SmtpMessage
{
    private readonly Func<Stream>? open;

    public SmtpMessage(SmtpEnvelope envelope, ReadOnlyMemory<byte> content)
    {
        Envelope = envelope;
        Content = content;
    }

    /// <param name="envelope">Who sends and receives.</param>
    /// <param name="open">Opens the content at its first byte; called once per attempt, and the stream is disposed after it.</param>
    public SmtpMessage(SmtpEnvelope envelope, Func<Stream> open)
    {
        Envelope = envelope;
        this.open = open;
    }

    public SmtpEnvelope Envelope { get; }

    /// <summary>The header holds raw UTF-8 (RFC 6532), so the message needs SMTPUTF8 though its envelope may not.</summary>
    public bool HasUtf8Header { get; init; }

    /// <summary>The caller's own mark, untouched.</summary>
    public object? Tag { get; init; }

    internal ReadOnlyMemory<byte> Content { get; }

    internal bool NeedsUtf8 => HasUtf8Header || Envelope.NeedsUtf8;

    /// <summary>Null when the content is in memory.</summary>
    internal Stream? Open() => open?.Invoke();
}
