using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// A message of our own to be written. What comes from strangers is made harmless while it is written: control characters in
/// <see cref="Subject"/>, names and file names become spaces, and ids that cannot stand in a header are left out. What must be
/// right is refused with an <see cref="ArgumentException"/>: addresses, <see cref="MessageId"/> and <see cref="Headers"/>.
/// </summary>
public sealed record OutgoingMessage
{
    public required MailAddress From { get; init; }

    /// <summary>Only where somebody else than <see cref="From"/> sends (RFC 5322 §3.6.2).</summary>
    public MailAddress? Sender { get; init; }

    /// <summary>Where both lists are empty, "undisclosed-recipients:;" is written (RFC 5322 A.1.3).</summary>
    public IReadOnlyList<MailAddress> To { get; init; } = [];

    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    public string Subject { get; init; } = string.Empty;

    /// <summary><c>left@right</c>, with or without its angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Ids, with or without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Oldest first. Long threads are cut in the middle: the first and the newest stay.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public required DateTimeOffset Date { get; init; }

    /// <summary>Further fields, in this order. None that the composer writes itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Any line ends.</summary>
    public required string Text { get; init; }

    /// <summary>The same as <see cref="Text"/>, for readers that show HTML.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<OutgoingAttachment> Attachments { get; init; } = [];

    /// <summary>An address has a non-ASCII name before its @, so the header holds raw UTF-8 (RFC 6532) and SMTP needs SMTPUTF8.</summary>
    public bool NeedsUtf8Header => To.Concat(Cc).Concat(ReplyTo).Append(From).Append(Sender ?? From)
        .Any(one => SmtpAddress.TryParse(one.Address, out var parsed, out _) && parsed!.NeedsUtf8);
}
