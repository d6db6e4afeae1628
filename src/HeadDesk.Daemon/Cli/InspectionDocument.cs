using HeadDesk.Daemon.Output;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Classification.Replies;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Cli;

/// <summary>What Head Desk understands of a message, as <c>headdesk inspect --json</c> prints it (design §10).</summary>
internal sealed record InspectionDocument
{
    public required string File { get; init; }

    /// <summary>Without angle brackets; where the mail has none, <c>sha256-FINGERPRINT@fingerprint.invalid</c> (RFC 2606 §2: no such domain exists).</summary>
    public string? MessageId { get; init; }

    /// <summary>How the desk knows the mail again, whether it has a Message-ID or not.</summary>
    public string Fingerprint { get; init; } = "";

    public PartyDocument? From { get; init; }

    public IReadOnlyList<PartyDocument> ReplyTo { get; init; } = [];

    public IReadOnlyList<PartyDocument> To { get; init; } = [];

    public IReadOnlyList<PartyDocument> Cc { get; init; } = [];

    public string Subject { get; init; } = "";

    public DateTimeOffset? Date { get; init; }

    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    public IReadOnlyList<string> References { get; init; } = [];

    public string Text { get; init; } = "";

    public string Reply { get; init; } = "";

    /// <summary>What was taken out of the text to leave the reply.</summary>
    public string Trimmed { get; init; } = "";

    /// <summary>Answers stand between quotations.</summary>
    public bool Interleaved { get; init; }

    public IReadOnlyList<AttachmentInfo> Attachments { get; init; } = [];

    public string Kind { get; init; } = "customer";

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public BounceReport? Bounce { get; init; }

    public ForwardedDocument? Forwarded { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>The tree of its parts, a line each.</summary>
    public IReadOnlyList<string> Structure { get; init; } = [];

    public static InspectionDocument Of(string file, ClassifiedMail classified, IReadOnlyList<string> structure)
    {
        var mail = classified.Mail;
        return new InspectionDocument
        {
            File = file,
            MessageId = mail.MessageId ?? $"sha256-{mail.Digest}@fingerprint.invalid",
            Fingerprint = mail.Digest,
            From = mail.From is { } from ? PartyDocument.Of(from) : null,
            ReplyTo = [.. mail.ReplyTo.Select(PartyDocument.Of)],
            To = [.. mail.To.Select(PartyDocument.Of)],
            Cc = [.. mail.Cc.Select(PartyDocument.Of)],
            Subject = mail.Subject,
            Date = mail.Date,
            InReplyTo = mail.InReplyTo,
            References = mail.References,
            Text = mail.Text,
            Reply = classified.Reply,
            Trimmed = ReplyText.Split(mail.Text, SubjectLine.Parse(mail.Subject).IsForward, mail.From).Trimmed,
            Interleaved = classified.Interleaved,
            Attachments = mail.Attachments,
            Kind = KindOf(classified.Kind),
            Reasons = classified.Reasons,
            Bounce = classified.Bounce,
            Forwarded = classified.Forwarded is { } forwarded
                ? new ForwardedDocument(forwarded.From is { } author ? PartyDocument.Of(author) : null, forwarded.Subject, forwarded.Date)
                : null,
            Language = classified.Language,
            Defects = mail.Defects,
            Structure = structure,
        };
    }

    /// <summary>One of the five words of the contract; what a server called spam is a customer's mail whose reasons say so.</summary>
    private static string KindOf(MailKind kind) => kind switch
    {
        MailKind.AutoReply => "auto-reply",
        MailKind.Bounce => "bounce",
        MailKind.List => "list",
        MailKind.Loop => "loop",
        _ => "customer",
    };
}

internal sealed record ForwardedDocument(PartyDocument? From, string? Subject, DateTimeOffset? Date);
