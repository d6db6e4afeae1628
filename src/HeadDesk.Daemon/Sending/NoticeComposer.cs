using System.Buffers;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Sending;

/// <summary>Gives a notice its words and its bytes.</summary>
internal sealed class NoticeComposer(DeskSettings settings, NoticeTemplates templates, TokenSigner signer)
{
    /// <returns>Null where the notice is switched off (an empty template) or its address cannot be written to.</returns>
    public ComposedNotice? Compose(Notice notice, DateTimeOffset now)
    {
        var template = templates.For(notice.Kind, notice.Language);
        if (template.IsEmpty || !SmtpEnvelope.IsAddress(notice.To.Address))
        {
            return null;
        }

        var links = notice is { Kind: NoticeKind.ThankYou, Ticket: { } done } ? SatisfactionLinks.Of(done, settings, signer, now, template.Words) : SatisfactionLinks.None;
        var words = template.Render(NoticeModels.Of(notice, settings, template.Words, links));
        var buffer = new ArrayBufferWriter<byte>(4096);
        MessageComposer.Compose(MessageOf(notice, words, settings, now), buffer);

        // The envelope carries the desk's address and not <>: a bounce of a notice is news for its ticket, and a bounce is never answered.
        var item = new OutboxItem(0, notice.Ticket?.Number, notice.Kind.ToString(), notice.MessageId, settings.Address.Address, [notice.To.Address], buffer.WrittenMemory, now, QueueTimes.AtOnce, 0, null);
        var entry = new Entry
        {
            Kind = EntryKind.Notice,
            At = now,
            By = Entry.Desk,
            Via = Via.Mail,
            From = settings.Address,
            To = [notice.To],
            Subject = words.Subject,
            Text = words.Text,
            MessageId = notice.MessageId,
        };
        return new ComposedNotice(item, entry);
    }

    /// <summary>The headers of every notice, around its words.</summary>
    public static OutgoingMessage MessageOf(Notice notice, RenderedNotice words, DeskSettings settings, DateTimeOffset now) => new()
    {
        From = new MailAddress(settings.Address.Name, settings.Address.Address),
        ReplyTo = AnswerAddress(notice, settings) is { } answer ? [new MailAddress(settings.Address.Name, answer)] : [],
        To = [Addressee.Of(notice.To)],
        Subject = words.Subject,
        MessageId = notice.MessageId,
        InReplyTo = notice.InReplyTo is { } parent ? [parent] : [],
        References = notice is { ToCustomer: true, AutoSubmitted: "auto-replied" } ? notice.References : [.. notice.References, SentAs.Reference(notice.MessageId)],
        Date = now,
        Headers =
        [
            new("Auto-Submitted", notice.AutoSubmitted), // RFC 3834 §5
            new("X-Auto-Response-Suppress", "All"), // Exchange
            new("X-Loop", settings.Address.Address),
            new(SentAs.Field, $"<{notice.MessageId}>"),
        ],
        Text = words.Text,
        Html = words.Html,
    };

    // Where the site delivers plus-addresses, the token comes back even from a mail program that drops References. It proves who answers, so each
    // has their own, and a customer none: theirs would lie in address books.
    private static string? AnswerAddress(Notice notice, DeskSettings settings) =>
        !notice.ToCustomer && TokenSigner.FormOf(notice.MessageId) is { } token ? settings.PlusAddress(token) : null;
}

/// <summary>A notice ready to be queued, and the entry that shows it in the history.</summary>
internal sealed record ComposedNotice(OutboxItem Item, Entry Entry);
