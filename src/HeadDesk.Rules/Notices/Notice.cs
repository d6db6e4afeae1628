using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Notices;

/// <summary>The notices, one template each; the template's file name is the kebab-case of the member's name.</summary>
public enum NoticeKind
{
    /// <summary>To a customer: your request arrived, its number is N.</summary>
    Acknowledgement,

    /// <summary>To a customer: the mail was too large to take in.</summary>
    TooLarge,

    /// <summary>To a customer: the request is done; a reply opens it again.</summary>
    Resolved,

    /// <summary>To a staff member: this ticket is yours now.</summary>
    Assigned,

    /// <summary>To a staff member: new mail, on your ticket or in the queue.</summary>
    NewMail,

    /// <summary>To admins: something needs a person. The text says what.</summary>
    AdminAlert,
}

/// <summary>Mail that Head Desk itself writes, before a template gave it words.</summary>
public sealed record Notice
{
    public required NoticeKind Kind { get; init; }

    public required Party To { get; init; }

    /// <summary>The ticket as the notice shows it; null for an alert that concerns none.</summary>
    public Ticket? Ticket { get; init; }

    /// <summary>Message-ID without brackets; signed, and the same for the same cause, so that a repeat is recognisable.</summary>
    public required string MessageId { get; init; }

    /// <summary>The Message-ID that is answered, without brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>auto-replied or auto-generated (RFC 3834 §5).</summary>
    public required string AutoSubmitted { get; init; }

    /// <summary>The subject of the mail that caused it, without identifiers and reply prefixes.</summary>
    public string? CauseSubject { get; init; }

    /// <summary>The text of the mail or the event that caused it. From a stranger: a template must escape it.</summary>
    public string? CauseText { get; init; }

    public Party? CauseFrom { get; init; }

    /// <summary>Primary BCP 47 language wanted; null takes the desk's own.</summary>
    public string? Language { get; init; }

    /// <summary>Counts against the limits on notices; alerts to admins have their own.</summary>
    public bool ToCustomer => Kind is NoticeKind.Acknowledgement or NoticeKind.TooLarge or NoticeKind.Resolved;
}
