using System.Buffers;
using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Sending;

/// <summary>Gives a relay its bytes: the staff member's words and files, and nothing else of their mail.</summary>
internal sealed class RelayComposer(DeskSettings settings)
{
    /// <summary>Longer texts are not searched for addresses; nobody's card or signature is that long.</summary>
    private const int MaxSearched = 1024 * 1024;

    /// <summary>They name their owner by design: a signature's certificate, a key, a visiting card.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pkcs7-mime", "application/x-pkcs7-mime", "text/vcard", "text/x-vcard", "text/directory",
    };

    /// <param name="source">The staff member's mail; null where no file goes along.</param>
    /// <returns>Null where no recipient can be written to.</returns>
    public ComposedRelay? Compose(Relay relay, MimeMessage? source, int ticket, DateTimeOffset now)
    {
        var recipients = relay.Cc.Prepend(relay.To).Where(p => SmtpEnvelope.IsAddress(p.Address)).ToList();
        if (recipients.Count == 0)
        {
            return null;
        }

        var (files, leftOut) = FilesOf(source, relay.PrivateAddresses);
        var message = new OutgoingMessage
        {
            From = new MailAddress(relay.SenderName, settings.Address.Address),
            To = [AddressOf(recipients[0])],
            Cc = [.. recipients.Skip(1).Select(AddressOf)],
            Subject = relay.Subject,
            MessageId = relay.MessageId,
            InReplyTo = relay.InReplyTo is { } parent ? [parent] : [],
            References = relay.References,
            Date = now,
            Text = relay.Text,
            Html = ReplyHtml.Of(relay.Text),
            Attachments = files,
        };
        var buffer = new ArrayBufferWriter<byte>(8192);
        MessageComposer.Compose(message, buffer);
        var item = new OutboxItem(
            0, ticket, OutboxKinds.Relay, relay.MessageId, settings.Address.Address, [.. recipients.Select(r => r.Address)], buffer.WrittenMemory, now, QueueTimes.AtOnce, 0, null);
        return new ComposedRelay(item, leftOut);
    }

    private static MailAddress AddressOf(Party party) => new(party.Name, party.Address);

    private static (List<OutgoingAttachment> Files, List<string> LeftOut) FilesOf(MimeMessage? source, IReadOnlyList<string> privateAddresses)
    {
        var files = new List<OutgoingAttachment>();
        var leftOut = new List<string>();
        foreach (var file in source is null ? [] : MessageView.Of(source).Attachments)
        {
            if (Personal.Contains(file.MediaType) || NamesStaff(file, privateAddresses))
            {
                leftOut.Add(file.Name);
            }
            else
            {
                files.Add(new OutgoingAttachment(file.Name, file.MediaType, file.Open));
            }
        }

        return (files, leftOut);
    }

    // An invitation's answer or an attached mail would show the customer the address that the desk stands in front of.
    private static bool NamesStaff(Attachment file, IReadOnlyList<string> privateAddresses)
    {
        if (!(file.MediaType.StartsWith("text/", StringComparison.Ordinal) || file.MediaType.StartsWith("message/", StringComparison.Ordinal)) || file.Size > MaxSearched)
        {
            return false;
        }

        using var reader = new StreamReader(file.Open(), Encoding.Latin1);
        var text = reader.ReadToEnd();
        return privateAddresses.Any(a => text.Contains(a, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>A relay ready to be queued.</summary>
/// <param name="LeftOut">Names of files that did not go along, because they name the staff member.</param>
internal sealed record ComposedRelay(OutboxItem Item, IReadOnlyList<string> LeftOut);

/// <summary>Kinds of outgoing mail that are no notices.</summary>
internal static class OutboxKinds
{
    public const string Relay = "Relay";
}
