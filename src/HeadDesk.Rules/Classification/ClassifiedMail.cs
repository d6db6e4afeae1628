using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification;

/// <summary>What a mail is, by itself; whether staff wrote it is decided where staff are known.</summary>
public enum MailKind
{
    Customer,
    AutoReply,
    Bounce,
    List,
    Loop,
    Spam,
}

/// <summary>A mail with the verdict on it and what was read out of it.</summary>
public sealed record ClassifiedMail
{
    public required IncomingMail Mail { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary>Why, in plain words, strongest first; never empty unless the kind is <see cref="MailKind.Customer"/>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What this person wrote now: the text without quotation, attribution and signature.</summary>
    public string Reply { get; init; } = "";

    /// <summary>Answers stand between quotations: <see cref="Reply"/> alone may be hard to follow, the whole text is not.</summary>
    public bool Interleaved { get; init; }

    public BounceReport? Bounce { get; init; }

    /// <summary>The original of a forward; null where the mail is none.</summary>
    public ForwardedMail? Forwarded { get; init; }

    /// <summary>Primary BCP 47 language, or null when unsure.</summary>
    public string? Language { get; init; }

    /// <summary>A notice may answer it: a person wrote it and can be answered (RFC 3834 §2).</summary>
    public bool MayBeAnswered => Kind == MailKind.Customer;
}

/// <summary>Delivery status read from a bounce (RFC 3464, or a dialect).</summary>
/// <param name="OriginalMessageId">Without angle brackets.</param>
public sealed record BounceReport(IReadOnlyList<BouncedRecipient> Recipients, string? OriginalMessageId);

/// <summary>One recipient's fate.</summary>
/// <param name="Action">failed, delayed, delivered, relayed or expanded (RFC 3464 §2.3.3).</param>
/// <param name="Status">Enhanced status code (RFC 3463), e.g. 5.1.1; null where none is known.</param>
/// <param name="Permanent">Trying again will not help.</param>
public sealed record BouncedRecipient(string Address, string Action, string? Status, bool Permanent, string? Diagnostic);

/// <summary>Who wrote what was forwarded.</summary>
public sealed record ForwardedMail(Party? From, string? Subject, DateTimeOffset? Date);
