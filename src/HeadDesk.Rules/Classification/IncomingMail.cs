using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification;

/// <summary>A received mail as the rules see it: parsed and decoded, with nothing left of MIME.</summary>
/// <remarks>Every string comes from a stranger. Lengths and counts are capped by whoever made it.</remarks>
public sealed record IncomingMail
{
    /// <summary>Lower-case hex digest over Message-ID and content: the same mail has the same digest in whatever folder.</summary>
    public required string Digest { get; init; }

    /// <summary>Without angle brackets; null where the mail has none.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Oldest first, as RFC 5322 §3.6.4 has them.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public Party? From { get; init; }

    /// <summary>How many the From fields name; a second From field counts even where it names nobody.</summary>
    public int Authors { get; init; } = 1;

    /// <summary>Whom a group or list says to have found in From (X-Original-From, X-Original-Sender); anybody can write that.</summary>
    public Party? OriginalFrom { get; init; }

    /// <summary>The address of ours that a group or list has put into From in place of the author's; null where nobody did. Nothing then proves who wrote.</summary>
    public Party? Rewriter { get; init; }

    public Party? Sender { get; init; }

    public IReadOnlyList<Party> ReplyTo { get; init; } = [];

    public IReadOnlyList<Party> To { get; init; } = [];

    public IReadOnlyList<Party> Cc { get; init; } = [];

    /// <summary>Decoded, one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The Date field; null where missing or hopeless.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>INTERNALDATE: when the server received it.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Every header field of the top level, decoded and unfolded (Authentication-Results as it came), in the order of the mail.</summary>
    public IReadOnlyList<MailField> Fields { get; init; } = [];

    /// <summary>The best plain text of the body, whole, quotations included.</summary>
    public string Text { get; init; } = "";

    /// <summary>Lower-case media type of the whole, e.g. multipart/report.</summary>
    public string MediaType { get; init; } = "text/plain";

    /// <summary>The <c>report-type</c> parameter of a multipart/report (RFC 6522), lower case.</summary>
    public string? ReportType { get; init; }

    public IReadOnlyList<AttachmentInfo> Attachments { get; init; } = [];

    /// <summary>Machine-readable parts: message/delivery-status, message/feedback-report, text/rfc822-headers, …</summary>
    public IReadOnlyList<ReportPart> Reports { get; init; } = [];

    /// <summary>Messages attached whole (message/rfc822), outermost first.</summary>
    public IReadOnlyList<EmbeddedMail> Embedded { get; init; } = [];

    /// <summary>Octets as received.</summary>
    public long Size { get; init; }

    /// <summary>Only headers and structure were taken in; the body stayed in the mailbox.</summary>
    public bool TooLarge { get; init; }

    /// <summary>What was wrong with the mail's form, in words.</summary>
    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>The first field of that name (case-insensitive), or null.</summary>
    public string? Field(string name)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }
}

/// <summary>A header field, decoded and unfolded.</summary>
public readonly record struct MailField(string Name, string Value);

/// <summary>A machine-readable part as text.</summary>
/// <param name="MediaType">Lower case.</param>
public sealed record ReportPart(string MediaType, string Text);

/// <summary>The head of a message that was attached whole.</summary>
public sealed record EmbeddedMail
{
    public Party? From { get; init; }

    public string? Subject { get; init; }

    public DateTimeOffset? Date { get; init; }

    public string? MessageId { get; init; }

    public IReadOnlyList<MailField> Fields { get; init; } = [];

    public string Text { get; init; } = "";
}
