using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Cli;

/// <summary>What Head Desk understands of a message, as <c>headdesk inspect --json</c> prints it (design §10).</summary>
internal sealed record InspectionDocument
{
    public required string File { get; init; }

    public string? MessageId { get; init; }

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

    public IReadOnlyList<AttachmentInfo> Attachments { get; init; } = [];

    public string Kind { get; init; } = "customer";

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public BounceReport? Bounce { get; init; }

    public ForwardedDocument? Forwarded { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Defects { get; init; } = [];

    public static InspectionDocument Of(string file, ClassifiedMail classified)
    {
        var mail = classified.Mail;
        return new InspectionDocument
        {
            File = file,
            MessageId = mail.MessageId,
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
            Attachments = mail.Attachments,
            Kind = classified.Kind == MailKind.AutoReply ? "auto-reply" : TicketDocument.Lower(classified.Kind),
            Reasons = classified.Reasons,
            Bounce = classified.Bounce,
            Forwarded = classified.Forwarded is { } forwarded
                ? new ForwardedDocument(forwarded.From is { } author ? PartyDocument.Of(author) : null, forwarded.Subject, forwarded.Date)
                : null,
            Language = classified.Language,
            Defects = mail.Defects,
        };
    }
}

internal sealed record ForwardedDocument(PartyDocument? From, string? Subject, DateTimeOffset? Date);
