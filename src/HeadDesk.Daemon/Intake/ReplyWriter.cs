using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Makes durable what a decision says of a staff member's reply: sent, held, or no longer held.</summary>
internal sealed class ReplyWriter(DeskContext desk, RelayComposer composer)
{
    public async ValueTask WriteAsync(IDeskTransaction transaction, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision.LetsGo is { } staff)
        {
            await transaction.RemoveHeldReplyAsync(decision.Ticket.Number, staff, cancellationToken);
        }

        if (decision.Holds is { } held)
        {
            await transaction.HoldReplyAsync(held, cancellationToken);
        }

        if (decision.Relay is { } relay)
        {
            await SendAsync(transaction, decision.Ticket, relay, now, cancellationToken);
        }
    }

    private async ValueTask SendAsync(IDeskTransaction transaction, Ticket ticket, Relay relay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = relay.SourceDigest is { } digest ? await OriginalAsync(transaction, digest, cancellationToken) : null;
        if (composer.Compose(relay, source, ticket.Number, now) is not { } composed)
        {
            await NoteAsync(transaction, ticket, relay, $"the reply of {relay.By} could not be sent: no address of the ticket can be written to", now, cancellationToken);
            return;
        }

        if (!await transaction.EnqueueAsync(composed.Item, cancellationToken))
        {
            return; // Queued by the same mail before.
        }

        await transaction.IndexSeenAsync(ticket.Number, relay.MessageId, cancellationToken);
        if (composed.LeftOut.Count > 0)
        {
            await NoteAsync(transaction, ticket, relay, $"not passed on, since it names staff: {string.Join(", ", composed.LeftOut)}", now, cancellationToken);
        }
    }

    private static ValueTask NoteAsync(IDeskTransaction transaction, Ticket ticket, Relay relay, string text, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.AddEntryAsync(
            ticket.Number,
            new Entry { Kind = EntryKind.Event, At = now, By = Entry.Desk, Via = Via.Mail, Text = text, Change = new Change("relay", null, relay.By) },
            cancellationToken);

    /// <exception cref="StoreException">The original is on record and cannot be read: the reply must not go without its files.</exception>
    private async ValueTask<MimeMessage?> OriginalAsync(IDeskTransaction transaction, string digest, CancellationToken cancellationToken)
    {
        if (await transaction.FindMessageAsync(digest, cancellationToken) is not { BlobSha256: { } sha256 }
            || await transaction.FindBlobAsync(sha256, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using var stream = desk.Blobs.Open(blob);
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return MimeMessage.Parse(content);
    }
}
