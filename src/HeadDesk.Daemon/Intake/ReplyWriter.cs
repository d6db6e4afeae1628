using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Makes durable what a decision says of a staff member's reply: sent, held, or no longer held.</summary>
internal sealed class ReplyWriter(DeskContext desk, RelayComposer composer)
{
    /// <returns>What its author must hear of: that it did not go, or not whole, or not to everybody.</returns>
    public async ValueTask<IReadOnlyList<Notice>> WriteAsync(IDeskTransaction transaction, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var done in decision.LetsGo)
        {
            await transaction.RemoveHeldReplyAsync(done.Ticket, done.Staff, cancellationToken);
        }

        if (decision.Holds is { } held)
        {
            await transaction.HoldReplyAsync(held, cancellationToken);
        }

        return decision.Relay is { } relay && await SendAsync(transaction, decision.Ticket, relay, now, cancellationToken) is { Count: > 0 } lost
            && desk.Settings.StaffNamed(relay.By) is { } author
            ? [desk.Desk.Unsent(author, decision.Ticket, string.Join('\n', lost), relay.MessageId, now)]
            : [];
    }

    private async ValueTask<List<string>> SendAsync(IDeskTransaction transaction, Ticket ticket, Relay relay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = relay.SourceDigest is { } digest ? await OriginalAsync(transaction, digest, cancellationToken) : null;
        if (composer.Compose(relay, source, ticket.Number, now) is not { } composed)
        {
            await NoteAsync(transaction, ticket, relay, $"the reply of {relay.By} could not be sent: no address of the ticket can be written to", now, cancellationToken);
            return ["Your reply was not sent: no address of the ticket can be written to. #requester ADDRESS names another."];
        }

        if (!await transaction.EnqueueAsync(composed.Item, cancellationToken))
        {
            return []; // Queued by the same mail before.
        }

        await transaction.IndexSeenAsync(ticket.Number, relay.MessageId, cancellationToken);
        var lost = new List<string>();
        if (composed.Files.LeftOut.Count > 0)
        {
            await NoteAsync(transaction, ticket, relay, $"not passed on, since it names staff: {string.Join(", ", composed.Files.LeftOut)}", now, cancellationToken);
        }

        if (composed.Files.Missing.Count > 0)
        {
            lost.Add($"Your reply was sent without {string.Join(", ", composed.Files.Missing)}: an address of staff stands in there.");
        }

        if (composed.Unreached.Count > 0)
        {
            var text = $"No mail can be addressed to {string.Join(", ", composed.Unreached)}";
            await NoteAsync(transaction, ticket, relay, text, now, cancellationToken);
            lost.Add($"{text}; the others got your reply.");
        }

        return lost;
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
