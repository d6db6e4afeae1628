using System.Buffers;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Sending;

/// <summary>Gives a relay its bytes: the staff member's words and files, and nothing else of their mail.</summary>
internal sealed class RelayComposer(DeskSettings settings)
{
    /// <param name="source">The staff member's mail; null where no file goes along.</param>
    /// <returns>Null where no recipient can be written to.</returns>
    public ComposedRelay? Compose(Relay relay, MimeMessage? source, int ticket, DateTimeOffset now)
    {
        var everybody = relay.Cc.Prepend(relay.To).ToList();
        var recipients = everybody.FindAll(p => SmtpEnvelope.IsAddress(p.Address));
        if (recipients.Count == 0)
        {
            return null;
        }

        var files = source is null ? RelayFiles.None : RelayFiles.Of(source, relay.PrivateAddresses);
        var message = new OutgoingMessage
        {
            From = new MailAddress(relay.SenderName, settings.Address.Address),
            To = [Addressee.Of(recipients[0])],
            Cc = [.. recipients.Skip(1).Select(Addressee.Of)],
            Subject = relay.Subject,
            MessageId = relay.MessageId,
            InReplyTo = relay.InReplyTo is { } parent ? [parent] : [],
            References = relay.References,
            Date = now,
            Headers = [new(SentAs.Field, $"<{relay.MessageId}>")],
            Text = relay.Text,
            Html = ReplyHtml.Of(relay.Text),
            Attachments = [.. files.Passed.Select(f => new OutgoingAttachment(f.Name, f.MediaType, f.Open))],
        };
        var buffer = new ArrayBufferWriter<byte>(8192);
        MessageComposer.Compose(message, buffer);
        var item = new OutboxItem(
            0, ticket, OutboxKinds.Relay, relay.MessageId, settings.Address.Address, [.. recipients.Select(r => r.Address)], buffer.WrittenMemory, now, QueueTimes.AtOnce, 0, null);
        return new ComposedRelay(item, files, [.. everybody.Except(recipients).Select(p => p.Address)]);
    }
}

/// <summary>A relay ready to be queued.</summary>
/// <param name="Unreached">Recipients to whom no mail can be addressed.</param>
internal sealed record ComposedRelay(OutboxItem Item, RelayFiles Files, IReadOnlyList<string> Unreached);

/// <summary>Kinds of outgoing mail that are no notices.</summary>
internal static class OutboxKinds
{
    public const string Relay = "Relay";
}
