using HeadDesk.Rules.Commands;
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

    /// <summary>To a staff member: mail of ours did not arrive; the text says whom it did not reach, and why.</summary>
    Bounce,

    /// <summary>To admins: something needs a person. The text says what.</summary>
    AdminAlert,

    /// <summary>To the requester: by when it will be done, or by when now.</summary>
    TargetDate,

    /// <summary>To the requester: it is ready to be tried; <c>#accept</c> or <c>#reject</c> answers.</summary>
    ReadyForTest,

    /// <summary>To the response list: an incident was called.</summary>
    Incident,

    /// <summary>To a staff member: what became of their commands, or what they asked for.</summary>
    CommandResult,

    /// <summary>To a staff member: somebody else wrote meanwhile, so the reply waits.</summary>
    HeldReply,

    /// <summary>To the requester: we wait for your answer.</summary>
    FollowUp,

    /// <summary>To the requester: no answer came, so we take it as done.</summary>
    Closing,

    /// <summary>To the requester: thank you, and how did it go?</summary>
    ThankYou,

    /// <summary>To the requester: it is being worked on again.</summary>
    Reopened,

    /// <summary>To the requester: it rests for a while; the text says until when, where that is known.</summary>
    OnHold,

    /// <summary>To the requester: somebody has it now; the text is their name.</summary>
    Taken,

    /// <summary>To a staff member: three quarters of the time are gone.</summary>
    DueSoon,

    /// <summary>To a staff member: a promised moment has passed.</summary>
    Overdue,

    /// <summary>To a staff member: several reminders in one mail.</summary>
    Reminders,

    /// <summary>To who is on duty: the queue, oldest first.</summary>
    Digest,
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

    /// <summary>The newest entries of the ticket, for staff to see where it stands; oldest of them first.</summary>
    public IReadOnlyList<Entry> Recent { get; init; } = [];

    /// <summary>The answer to commands.</summary>
    public CommandResult? Result { get; init; }

    /// <summary>The target date that the requester knew, for a notice of another one.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Primary BCP 47 language wanted; null takes the desk's own.</summary>
    public string? Language { get; init; }

    /// <summary>Counts against the limits on notices; alerts to admins have their own.</summary>
    public bool ToCustomer =>
        Kind is NoticeKind.Acknowledgement or NoticeKind.TooLarge or NoticeKind.Resolved or NoticeKind.TargetDate or NoticeKind.ReadyForTest
            or NoticeKind.FollowUp or NoticeKind.Closing or NoticeKind.ThankYou or NoticeKind.Reopened or NoticeKind.OnHold or NoticeKind.Taken;
}
