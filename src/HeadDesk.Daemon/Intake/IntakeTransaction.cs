using System.Diagnostics;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Decides about a batch of mail and makes it durable: originals first, then one transaction.</summary>
internal sealed partial class IntakeTransaction(DeskContext desk, DecisionWriter decisions, StaffIntake staff, SentIntake sent, ILogger<IntakeTransaction> logger)
{
    /// <summary>Staff are shown the last few entries; events among them are passed over.</summary>
    private const int ShownEntries = 20;

    /// <returns>Mail that is on record already and lies in a place that is not: whether a person moved it is decided later.</returns>
    public async Task<IReadOnlyList<Sighting>> CommitAsync(IReadOnlyList<ReadMail> batch, FolderLook look, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var sightings = new List<Sighting>();
        var taken = new List<(string Kind, int Commands)>(batch.Count);
        var fresh = new List<ReadMail>(batch.Count);
        var outboxed = false;
        var now = desk.Now;
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var mail in batch)
        {
            if (await KnownMail.FindAsync(transaction, mail, cancellationToken) is { } known)
            {
                await KnownMail.SeeAgainAsync(transaction, known, mail.Raw, look, sightings, cancellationToken);
            }
            else if (await BelongsAsync(transaction, mail, look, cancellationToken))
            {
                fresh.Add(mail);
            }
        }

        await KeepOriginalsAsync(transaction, fresh, cancellationToken);
        foreach (var mail in fresh)
        {
            if (await KnownMail.FindAsync(transaction, mail, cancellationToken) is { } twin)
            {
                await KnownMail.SeeAgainAsync(transaction, twin, mail.Raw, look, sightings, cancellationToken); // Twice in one batch.
                continue;
            }

            if (look.Use != FolderUse.Sent)
            {
                using var span = DeskTrace.Start(DeskTrace.Intake, desk.Options.Desk.Id)?.SetTag("size", mail.Raw.Size);
                taken.Add(await TakeInAsync(transaction, mail, look, now, cancellationToken));
                span?.SetTag("kind", taken[^1].Kind);
            }
            else if (await sent.FindTicketAsync(transaction, mail, look, cancellationToken) is { } ticket)
            {
                await sent.RecordAsync(transaction, mail, ticket, look.IsQuiet(mail.Raw), now, cancellationToken);
                taken.Add((DeskMeter.OfSent, 0));
            }

            outboxed = true;
        }

        look.Decided(batch, sightings);
        await transaction.SetFolderAsync(look.Progress(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Measure(taken, fresh, look, Stopwatch.GetElapsedTime(began));
        if (outboxed)
        {
            desk.OutboxFilled.Set();
            desk.FilingsQueued.Set();
        }

        return sightings;
    }

    /// <summary>Takes in mail that lies in no folder, quietly and as of the time it was received.</summary>
    /// <param name="batch">Oldest first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ImportCounts> ImportAsync(IReadOnlyList<ReadMail> batch, CancellationToken cancellationToken)
    {
        var look = FolderLook.Elsewhere();
        var counts = default(ImportCounts);
        var now = desk.Now;
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var mail in batch)
        {
            var at = mail.Raw.ReceivedAt < now ? mail.Raw.ReceivedAt : now;
            if (await transaction.FindMessageAsync(mail.Digest, cancellationToken) is not null)
            {
                counts = counts with { Known = counts.Known + 1 };
            }
            else if (mail.Mail!.Mail.From is not { } from || !desk.Settings.IsOwn(from.Address))
            {
                await KeepOriginalsAsync(transaction, [mail], cancellationToken);
                await TakeInAsync(transaction, mail, look, at, cancellationToken);
                counts = counts with { Taken = counts.Taken + 1 };
            }
            else if (await sent.FindTicketAsync(transaction, mail, look, cancellationToken) is { } ticket)
            {
                await KeepOriginalsAsync(transaction, [mail], cancellationToken);
                await sent.RecordAsync(transaction, mail, ticket, quiet: true, ticket.Updated > at ? ticket.Updated : at, cancellationToken);
                counts = counts with { Taken = counts.Taken + 1 };
            }
            else
            {
                counts = counts with { Own = counts.Own + 1 };
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    /// <summary>Decides about a mail as if it had just come to INBOX, and takes everything back.</summary>
    public async Task<Rehearsal> RehearseAsync(ReadMail read, CancellationToken cancellationToken)
    {
        var now = desk.Now;
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        if (await transaction.FindMessageAsync(read.Digest, cancellationToken) is { } known)
        {
            return new Rehearsal(read.Mail!, null, known.Ticket, IsKnown: true, [], [], [], []);
        }

        var arrival = await ArrivalAsync(transaction, read.Mail!, quiet: false, now, cancellationToken);
        var orders = desk.StaffDesk.Read(arrival);
        var last = await transaction.LastOutboxIdAsync(cancellationToken);
        await TakeInAsync(transaction, read, FolderLook.Elsewhere(quiet: false), now, cancellationToken);
        var message = await transaction.FindMessageAsync(read.Digest, cancellationToken);
        return new Rehearsal(
            arrival.Mail,
            arrival,
            message?.Ticket,
            IsKnown: false,
            [.. orders?.Orders.Select(o => o.Source) ?? [], .. orders?.Errors.Select(e => $"{e.Source} (refused: {e.Reason})") ?? []],
            await transaction.OutboxAfterAsync(last, cancellationToken),
            message is null ? [] : [.. (await transaction.FilingsOfAsync(message.Id, cancellationToken)).Select(f => f.Folder)],
            message?.Ticket is { } number ? [.. (await transaction.NewestEntriesAsync(number, ShownEntries, cancellationToken)).Where(e => e.At >= now.AddMilliseconds(-1) && e.Kind == EntryKind.Event).Select(e => e.Text)] : []);
    }

    private void Measure(List<(string Kind, int Commands)> taken, List<ReadMail> fresh, FolderLook look, TimeSpan duration)
    {
        var name = desk.Options.Desk.Id;
        taken.ForEach(t => DeskMeter.TakenIn(name, t.Kind, t.Commands));
        if (taken.Count > 0)
        {
            DeskMeter.Committed(name, duration);
        }

        // What lay there before the desk did not wait for it.
        var now = desk.Now;
        foreach (var mail in fresh.Where(m => !look.IsQuiet(m.Raw)))
        {
            DeskMeter.Waited(name, now - mail.Raw.ReceivedAt);
        }
    }

    // Mail that is first seen in Junk stays the server's affair; what was sent from the mailbox matters where it answers a ticket.
    private async ValueTask<bool> BelongsAsync(IDeskTransaction transaction, ReadMail mail, FolderLook look, CancellationToken cancellationToken) => look.Use switch
    {
        FolderUse.Junk => false,
        FolderUse.Sent => await sent.FindTicketAsync(transaction, mail, look, cancellationToken) is not null,
        _ => !look.WasIgnored(mail.Raw),
    };

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

    /// <returns>What was taken in, for those who count.</returns>
    private async ValueTask<(string Kind, int Commands)> TakeInAsync(IDeskTransaction transaction, ReadMail read, FolderLook look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var arrival = await ArrivalAsync(transaction, read.Mail!, look.IsQuiet(read.Raw), now, cancellationToken);
        if (desk.StaffDesk.Read(arrival) is { } orders)
        {
            var written = await staff.TakeInAsync(transaction, read, arrival, orders, now, cancellationToken);
            if (written.Ticket is { } about && await transaction.FindTicketAsync(about, cancellationToken) is { } ticket)
            {
                await SeeMovedAsync(transaction, ticket, written, read, look, now, cancellationToken);
            }

            return (DeskMeter.OfStaff, orders.Orders.Count);
        }

        if (arrival.Verdict.Joins is { } joined && joined.Updated > now)
        {
            now = joined.Updated; // Brought in late: a ticket never goes back in time.
        }

        if (arrival.Verdict.Joins is null)
        {
            arrival = arrival with { NextNumber = await transaction.NextTicketNumberAsync(cancellationToken) };
        }

        var mail = arrival.Mail;
        var decision = desk.Desk.Receive(arrival, now);
        var number = decision.Ticket.Number;
        var message = new StoredMessage(0, read.Digest, mail.Mail.MessageId, read.Sha256, read.Raw.Size, read.Raw.ReceivedAt, number, IntakeOutcome.Done, mail.Mail.From?.Address, OriginOf(mail));
        var id = await transaction.AddMessageAsync(message, cancellationToken);
        if (read.Raw.IsPlaced)
        {
            await transaction.AddLocationAsync(id, read.Raw.Location, cancellationToken);
        }
        else
        {
            decision = decision with { Filing = null };
        }

        if (mail.Mail.MessageId is { } own)
        {
            await transaction.IndexSeenAsync(number, own, cancellationToken);
        }

        // Also when the mail they name was never seen: two answers to it will meet. But what is lost was not of a ticket that a number led to.
        if (decision.Opens || !arrival.Verdict.AnswersLost)
        {
            await transaction.IndexMessageIdsAsync(number, mail.Mail.InReplyTo.Concat(mail.Mail.References), cancellationToken);
        }

        await decisions.WriteAsync(transaction, decision, id, now, cancellationToken);
        if (Urgency.IsUrgent(decision.Ticket) && read.Raw.IsPlaced)
        {
            await transaction.EnqueueFlagAsync(id, MailMark.Flagged, true, QueueTimes.AtOnce, cancellationToken);
        }

        LogTakenIn(number, decision.Opens, mail.Kind, arrival.Verdict.Rule, read.Digest[..12]);
        await SeeMovedAsync(transaction, decision.Ticket, message with { Id = id }, read, look, now, cancellationToken);
        return (DeskMeter.KindOf(mail.Kind), 0);
    }

    // It may have been moved before it was ever seen.
    private async ValueTask SeeMovedAsync(IDeskTransaction transaction, Ticket ticket, StoredMessage message, ReadMail read, FolderLook look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (look.Use != FolderUse.Queue
            && desk.Desk.Moved(ticket, await FolderActs.ReadAsync(transaction, ticket, message, read.Raw.Location, desk.Settings, cancellationToken), now) is { } moved)
        {
            await decisions.WriteAsync(transaction, look.IsQuiet(read.Raw) ? moved with { Notices = [], Quietly = true } : moved, message.Id, now, cancellationToken);
        }
    }

    // A mail that the server calls spam was written by somebody all the same, should a person think so.
    private static MessageOrigin OriginOf(ClassifiedMail mail) =>
        mail.MayBeAnswered || mail.Kind == MailKind.Spam ? MessageOrigin.Person : MessageOrigin.Machine;

    private async ValueTask<Arrival> ArrivalAsync(IDeskTransaction transaction, ClassifiedMail mail, bool quiet, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clues = desk.Threader.Clues(mail);
        var candidates = await TicketFinder.FindAsync(transaction, clues, mail.Mail.MessageId, cancellationToken);
        AnsweredTicket? answered = candidates.ByToken is { } byToken ? new(clues.TokenTicket!.Value, byToken.Number)
            : candidates.LostNumber is { } lost ? new(lost, Proof.NoTicket) : null;
        var claim = desk.StaffProof.Examine(mail, answered, now);
        var verdict = desk.Threader.Place(mail, candidates, claim.Proof is not null, now);
        return new Arrival
        {
            Mail = verdict.Joins is null && await IsFromJunkSenderAsync(transaction, mail, cancellationToken)
                ? mail with { Kind = MailKind.Spam, Reasons = ["a person moved mail of this sender to Junk", .. mail.Reasons] }
                : mail,
            Verdict = verdict,
            Staff = claim,
            History = verdict.Joins is { } joins && desk.Settings.NewMail != Rules.Staff.StaffNotification.Off
                ? await transaction.NewestEntriesAsync(joins.Number, ShownEntries, cancellationToken)
                : [],
            Quiet = quiet,
        };
    }

    // What a program wrote stays what it is; staff are never taken for spammers.
    private async ValueTask<bool> IsFromJunkSenderAsync(IDeskTransaction transaction, ClassifiedMail mail, CancellationToken cancellationToken)
    {
        if (mail.Kind is MailKind.Customer or MailKind.List)
        {
            foreach (var suspect in Spammer.SuspectsOf(mail.Mail, desk.Settings))
            {
                if (await transaction.IsJunkSenderAsync(suspect.Key, cancellationToken))
                {
                    return true;
                }
            }
        }

        return false;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Debug, Message = "ticket {Ticket}: took in {Kind} mail {Digest} (opens: {Opens}, by {Rule})")]
    private partial void LogTakenIn(int ticket, bool opens, MailKind kind, ThreadRule rule, string digest);
}
