using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Intake;

/// <summary>Turns a parsed message into the rules' own <see cref="IncomingMail"/>: the one place where MIME ends.</summary>
internal static class IncomingMailReader
{
    /// <summary>Text kept of one mail; the original has the rest.</summary>
    private const int MaxText = 1_000_000;
    private const int MaxParties = 500;
    private const int MaxFields = 1_000;
    private const int MaxFieldLength = 10_000;
    private const int MaxEmbedded = 20;

    /// <summary>A name is shown in notices, alerts and history.</summary>
    private const int MaxName = 500;

    public static IncomingMail Read(MimeMessage message, string digest, DateTimeOffset receivedAt, long size, bool tooLarge = false)
    {
        var view = MessageView.Of(message);
        return new IncomingMail
        {
            Digest = digest,
            MessageId = view.MessageId,
            InReplyTo = view.InReplyTo,
            References = view.References,
            From = PartyOf(view.From),
            Authors = Math.Max(view.Authors.Count, message.Root.Headers.AllRaw("From").Count()),
            OriginalFrom = PartyOf(view.OriginalFrom),
            Sender = PartyOf(view.Sender),
            ReplyTo = PartiesOf(view.ReplyTo),
            To = PartiesOf(view.To),
            Cc = PartiesOf(view.Cc),
            Subject = Cut(view.Subject, MaxFieldLength) ?? "",
            Date = view.Date,
            ReceivedAt = receivedAt,
            Fields = FieldsOf(message.Root.Headers),
            Text = tooLarge ? "" : Cut(view.Text),
            MediaType = message.Root.MediaType,
            ReportType = message.Root.Parameters["report-type"]?.ToLowerInvariant(),
            Attachments = tooLarge ? [] : [.. view.Attachments.Select(InfoOf)],
            Reports = tooLarge ? [] : [.. view.Reports.Select(r => new Rules.Classification.ReportPart(r.MediaType, Cut(r.Text)))],
            Embedded = tooLarge ? [] : [.. view.EmbeddedMessages.Take(MaxEmbedded).Select(EmbeddedOf)],
            Size = size,
            TooLarge = tooLarge,
            Defects = view.Defects,
        };
    }

    private static AttachmentInfo InfoOf(Attachment attachment)
    {
        var sha256 = attachment.Sha256; // decoding for the digest counts the size on the way
        return new AttachmentInfo(attachment.Name, attachment.MediaType, attachment.Size, sha256, attachment.Inline, attachment.ContentId);
    }

    private static EmbeddedMail EmbeddedOf(MessageView view) => new()
    {
        From = PartyOf(view.From),
        Subject = Cut(view.Subject, MaxFieldLength),
        Date = view.Date,
        MessageId = view.MessageId,
        Fields = FieldsOf(view.Message.Root.Headers),
        Text = Cut(view.Text),
    };

    private static List<MailField> FieldsOf(HeaderFields headers)
    {
        var fields = new List<MailField>(Math.Min(headers.Count, MaxFields));
        foreach (var field in headers.Take(MaxFields))
        {
            // Decoding could make structure out of what a stranger put into a comment or an address there.
            var value = field.Is("Authentication-Results") ? RawOf(field) : field.Value;
            fields.Add(new MailField(field.Name, value.Length > MaxFieldLength ? value[..MaxFieldLength] : value));
        }

        return fields;
    }

    private static string RawOf(HeaderField field) =>
        System.Text.Encoding.Latin1.GetString(field.RawValue.Span[..Math.Min(field.RawValue.Length, MaxFieldLength)]);

    private static Party? PartyOf(MailAddress? address) => address is null ? null : new Party(Cut(address.Name, MaxName), address.Address);

    private static List<Party> PartiesOf(IReadOnlyList<MailAddress> addresses) =>
        [.. addresses.Take(MaxParties).Select(a => new Party(Cut(a.Name, MaxName), a.Address))];

    private static string? Cut(string? name, int most) =>
        name is null || name.Length <= most ? name : name[..(char.IsHighSurrogate(name[most - 1]) ? most - 1 : most)];

    private static string Cut(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "\n…");
}
