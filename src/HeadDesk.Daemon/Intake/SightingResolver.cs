using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Imap;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Explains why known mail turned up in another place: our own move, a person's move, or a copy. Asks the server whether the
/// mail still lies where it was, then records place and consequence in one transaction. A person's move is never undone: its
/// folder becomes the ticket's home.
/// </summary>
internal sealed partial class SightingResolver(DeskContext desk, DecisionWriter decisions, ILogger<SightingResolver> logger)
{
    /// <summary>INTERNALDATE has seconds.</summary>
    private static readonly TimeSpan SameDelivery = TimeSpan.FromSeconds(1);

    private static readonly FetchItems Flags = new() { Flags = true };

    public async Task ResolveAsync(Mailbox mailbox, IReadOnlyList<Sighting> sightings, FolderLook look, CancellationToken cancellationToken)
    {
        if (sightings.Count == 0)
        {
            return;
        }

        var before = await PlacesBeforeAsync(sightings, cancellationToken);
        var left = await LeftPlacesAsync(mailbox, before.SelectMany(b => b).Distinct(), cancellationToken);
        var now = desk.Now;
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var (sighting, places) in sightings.Zip(before))
        {
            await ResolveAsync(transaction, sighting, places, left, look, now, cancellationToken);
            look.Decided(sighting.Location.Uid);
        }

        await transaction.SetFolderAsync(look.Progress(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        desk.OutboxFilled.Set();
        desk.FilingsQueued.Set();
    }

    private async Task<List<IReadOnlyList<MailboxLocation>>> PlacesBeforeAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellationToken)
    {
        var places = new List<IReadOnlyList<MailboxLocation>>(sightings.Count);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var sighting in sightings)
        {
            places.Add(await transaction.LocationsAsync(sighting.Message.Id, cancellationToken));
        }

        return places;
    }

    /// <summary>The places where the server has nothing any more: one SELECT and one FETCH for each folder.</summary>
    private static async Task<LeftPlaces> LeftPlacesAsync(Mailbox mailbox, IEnumerable<MailboxLocation> places, CancellationToken cancellationToken)
    {
        var (left, unknown) = (new HashSet<MailboxLocation>(), new HashSet<MailboxLocation>());
        foreach (var folder in places.GroupBy(p => p.Folder))
        {
            if (!mailbox.Has(folder.Key) || await mailbox.TrySelectAsync(folder.Key, cancellationToken) is not { } selected)
            {
                left.UnionWith(folder);
                continue;
            }

            var current = folder.Where(p => p.UidValidity == selected.UidValidity).ToList();
            unknown.UnionWith(folder.Where(p => p.UidValidity != selected.UidValidity));
            if (current.Count == 0)
            {
                continue; // Numbered anew: whether it lies there still is known after the next look at that folder.
            }

            using var found = await mailbox.Client.FetchAsync(UidSet.Of(current.Select(p => p.Uid)), Flags, cancellationToken);
            // Marked \Deleted it is gone for people: clients without MOVE copy, mark, and expunge at their leisure.
            var there = found.Messages.Where(m => m.Flags?.Has(SystemFlags.Deleted) != true).Select(m => m.Uid).ToHashSet();
            left.UnionWith(current.Where(p => !there.Contains(p.Uid)));
        }

        return new LeftPlaces(left, unknown);
    }

    private async ValueTask ResolveAsync(IDeskTransaction transaction, Sighting sighting, IReadOnlyList<MailboxLocation> places, LeftPlaces left, FolderLook look, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // As it is now: what came later in the same look may have merged or split its ticket.
        var message = await transaction.FindMessageAsync(sighting.Message.Digest, cancellationToken) ?? sighting.Message;
        if ((await transaction.FindMessageAtAsync(sighting.Location, cancellationToken))?.Id == message.Id)
        {
            return; // Our own move, marked since it was seen.
        }

        foreach (var place in places.Where(left.Gone.Contains))
        {
            await transaction.RemoveLocationAsync(place, cancellationToken);
        }

        var folder = sighting.Location.Folder;
        await transaction.AddLocationAsync(message.Id, sighting.Location, cancellationToken);
        await transaction.HastenFlagsAsync(message.Id, QueueTimes.AtOnce, cancellationToken);
        var filings = await transaction.FilingsOfAsync(message.Id, cancellationToken);
        await transaction.ForgetWithdrawnAsync(message.Id, cancellationToken);
        if (message.Origin == MessageOrigin.Desk || message.Ticket is not { } number || await transaction.FindTicketAsync(number, cancellationToken) is not { } ticket)
        {
            return; // A reply of our own that somebody keeps with the ticket says nothing about it.
        }

        var standing = filings.Any(f => !f.Withdrawn);
        if (filings.Any(f => f.Attempted && f.Folder == folder))
        {
            // Our own move, seen before it was marked or made without a word on where to. What was decided otherwise since is still to be done.
            await SendHomeAsync(transaction, ticket, message.Id, folder, !standing, cancellationToken);
        }
        else if (!IsAct(sighting, places, left))
        {
            await SendHomeAsync(transaction, ticket, message.Id, folder, !standing, cancellationToken);
        }
        else if (desk.Desk.Moved(ticket, await FolderActs.ReadAsync(transaction, ticket, message, sighting.Location, desk.Settings, cancellationToken), now) is { } decision)
        {
            LogMoved(number, folder);
            await decisions.WriteAsync(transaction, look.WasThere(sighting.Location.Uid) ? decision with { Notices = [] } : decision, message.Id, now, cancellationToken);
        }
    }

    // In INBOX and Junk the server delivers, too: a second copy there is a second delivery unless the mail left another folder for it.
    // The date tells where the other place is not known any more: a move keeps it (RFC 9051 §6.4.7).
    private bool IsAct(Sighting sighting, IReadOnlyList<MailboxLocation> places, LeftPlaces left)
    {
        var folder = sighting.Location.Folder;
        return FolderMeaning.Of(folder, desk.Settings).Use is not (FolderUse.Queue or FolderUse.Junk)
            || places.Any(p => p.Folder != folder && left.Gone.Contains(p))
            || (places.All(left.Unknown.Contains) && (sighting.ReceivedAt - sighting.Message.ReceivedAt).Duration() <= SameDelivery);
    }

    private async ValueTask SendHomeAsync(IDeskTransaction transaction, Ticket ticket, long message, string folder, bool isFree, CancellationToken cancellationToken)
    {
        var home = TicketHome.Of(ticket, desk.Settings);
        if (isFree && home != folder)
        {
            await transaction.EnqueueFilingAsync(message, ticket.Number, home, QueueTimes.AtOnce, cancellationToken);
        }
    }

    /// <param name="Gone">The server has nothing there any more.</param>
    /// <param name="Unknown">The folder was numbered anew since.</param>
    private sealed record LeftPlaces(HashSet<MailboxLocation> Gone, HashSet<MailboxLocation> Unknown);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "ticket {Ticket}: its mail was moved to {Folder} by hand")]
    private partial void LogMoved(int ticket, string folder);
}
