using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Decides about a batch of mail and makes it durable: originals first, then one transaction.</summary>
internal sealed partial class IntakeTransaction(DeskContext desk, DecisionWriter decisions, StaffIntake staff, ILogger<IntakeTransaction> logger)
{
    /// <summary>Merged tickets are followed this far.</summary>
    private const int MaxMergeHops = 10;

    /// <summary>Staff are shown the last few entries; events among them are passed over.</summary>
    private const int ShownEntries = 20;

    /// <returns>Mail that is on record already and lies in a place that is not: whether a person moved it is decided later.</returns>
    public async Task<IReadOnlyList<Sighting>> CommitAsync(IReadOnlyList<ReadMail> batch, FolderLook look, CancellationToken cancellationToken)
    {
        var sightings = new List<Sighting>();
        var fresh = new List<ReadMail>(batch.Count);
        var outboxed = false;
        var now = desk.Now;
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var mail in batch)
        {
            if (await transaction.FindMessageAsync(mail.Digest, cancellationToken) is { } known)
            {
                await SeeAgainAsync(transaction, known, mail.Raw, look, sightings, cancellationToken);
            }
            else
            {
                fresh.Add(mail);
            }
        }

        await KeepOriginalsAsync(transaction, fresh, cancellationToken);
        foreach (var mail in fresh)
        {
            if (await transaction.FindMessageAsync(mail.Digest, cancellationToken) is { } twin)
            {
                await SeeAgainAsync(transaction, twin, mail.Raw, look, sightings, cancellationToken); // Twice in one batch.
                continue;
            }

            await TakeInAsync(transaction, mail, look, now, cancellationToken);
            outboxed = true;
        }

        look.Decided(batch, sightings);
        await transaction.SetFolderAsync(look.Progress(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (outboxed)
        {
            desk.OutboxFilled.Set();
            desk.FilingsQueued.Set();
        }

        return sightings;
    }

    // In a folder that was numbered anew every mail turns up again, and nobody has moved anything.
    private static async ValueTask SeeAgainAsync(IDeskTransaction transaction, StoredMessage known, RawMail mail, FolderLook look, List<Sighting> sightings, CancellationToken cancellationToken)
    {
        if (look.Renumbered)
        {
            await transaction.AddLocationAsync(known.Id, mail.Location, cancellationToken);
        }
        else
        {
            sightings.Add(new Sighting(known, mail.Location));
        }
    }

    private async ValueTask KeepOriginalsAsync(IDeskTransaction transaction, List<ReadMail> fresh, CancellationToken cancellationToken)
    {
        var kept = false;
        foreach (var mail in fresh)
        {
            if (mail.Sha256 is { } sha256 && await transaction.FindBlobAsync(sha256, cancellationToken) is null)
            {
                BlobAddress blob = mail.Raw.Owner is MappedFile file
                    ? await desk.Blobs.AdoptAsync(sha256, file.Path, cancellationToken)
                    : await desk.Blobs.AppendAsync(sha256, mail.Raw.Content, cancellationToken);
                await transaction.AddBlobAsync(blob, cancellationToken);
                kept = true;
            }
        }

        if (kept)
        {
            await desk.Blobs.FlushAsync(cancellationToken);
        }
    }

    private async ValueTask TakeInAsync(IDeskTransaction transaction, ReadMail read, FolderLook look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mail = read.Mail!;
        var arrival = await ArrivalAsync(transaction, mail, look.IsQuiet(read.Raw), now, cancellationToken);
        if (desk.StaffDesk.Read(arrival) is { } orders)
        {
            await staff.TakeInAsync(transaction, read, arrival, orders, now, cancellationToken);
            return;
        }

        var decision = desk.Desk.Receive(arrival, now);
        var number = decision.Ticket.Number;
        var id = await transaction.AddMessageAsync(
            new StoredMessage(0, read.Digest, mail.Mail.MessageId, read.Sha256, read.Raw.Size, read.Raw.ReceivedAt, number, IntakeOutcome.Done),
            cancellationToken);
        await transaction.AddLocationAsync(id, read.Raw.Location, cancellationToken);
        if (mail.Mail.MessageId is { } own)
        {
            await transaction.IndexSeenAsync(number, own, cancellationToken);
        }

        // Also when the mail they name was never seen: two answers to it will meet.
        await transaction.IndexMessageIdsAsync(number, mail.Mail.InReplyTo.Concat(mail.Mail.References), cancellationToken);
        await decisions.WriteAsync(transaction, decision, id, now, cancellationToken);
        LogTakenIn(number, decision.Opens, mail.Kind, arrival.Verdict.Rule, read.Digest[..12]);

        // It may have been moved before it was ever seen.
        if (desk.Desk.Moved(decision.Ticket, read.Raw.Location.Folder, read.Digest, now) is { } moved && read.Raw.Location.Folder != desk.Settings.QueueFolder)
        {
            await decisions.WriteAsync(transaction, look.IsQuiet(read.Raw) ? moved with { Notices = [] } : moved, id, now, cancellationToken);
        }
    }

    private async ValueTask<Arrival> ArrivalAsync(IDeskTransaction transaction, ClassifiedMail mail, bool quiet, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clues = desk.Threader.Clues(mail);
        var byToken = await FindAsync(transaction, clues.TokenTicket, cancellationToken);
        var byReference = byToken is null && clues.MessageIds.Count > 0
            ? await FindAsync(transaction, await transaction.FindTicketByMessageIdsAsync(clues.MessageIds, cancellationToken), cancellationToken)
            : null;
        if (byToken is null && byReference is null && mail.Mail.MessageId is { } own)
        {
            // Its answer came first.
            byReference = await FindAsync(transaction, await transaction.FindTicketAwaitingAsync(own, cancellationToken), cancellationToken);
        }

        var bySubject = byToken is null && byReference is null ? await FindAsync(transaction, clues.SubjectNumber, cancellationToken) : null;
        AnsweredTicket? answered = byToken is null ? null : new(clues.TokenTicket!.Value, byToken.Number);
        var claim = desk.StaffProof.Examine(mail, answered, now);
        var verdict = desk.Threader.Place(mail, new ThreadCandidates(byToken, byReference, bySubject), claim.Proof is not null, now);
        return new Arrival
        {
            Mail = mail,
            Verdict = verdict,
            Staff = claim,
            History = verdict.Joins is { } joins && desk.Settings.NewMail != Rules.Staff.StaffNotification.Off
                ? await transaction.NewestEntriesAsync(joins.Number, ShownEntries, cancellationToken)
                : [],
            Quiet = quiet,
            NextNumber = verdict.Joins is null ? await transaction.NextTicketNumberAsync(cancellationToken) : 0,
        };
    }

    private static async ValueTask<Ticket?> FindAsync(IDeskTransaction transaction, int? number, CancellationToken cancellationToken)
    {
        Ticket? ticket = null;
        for (var hop = 0; number is { } next && hop < MaxMergeHops; hop++)
        {
            ticket = await transaction.FindTicketAsync(next, cancellationToken);
            number = ticket?.MergedInto;
        }

        return ticket;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Debug, Message = "ticket {Ticket}: took in {Kind} mail {Digest} (opens: {Opens}, by {Rule})")]
    private partial void LogTakenIn(int ticket, bool opens, MailKind kind, ThreadRule rule, string digest);
}
