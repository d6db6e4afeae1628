using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Imap;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Explains why known mail turned up in another place: our own move, a person's move, or a copy. Asks the server whether the
/// mail still lies where it was, then records place and consequence in one transaction.
/// </summary>
internal sealed partial class SightingResolver(DeskContext desk, DecisionWriter decisions, ILogger<SightingResolver> logger)
{
    private static readonly FetchItems OnlyUid = new() { Flags = true };

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
            await ResolveAsync(transaction, sighting, [.. places.Where(left.Contains)], now, cancellationToken);
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
    private static async Task<HashSet<MailboxLocation>> LeftPlacesAsync(Mailbox mailbox, IEnumerable<MailboxLocation> places, CancellationToken cancellationToken)
    {
        var left = new HashSet<MailboxLocation>();
        foreach (var folder in places.GroupBy(p => p.Folder))
        {
            if (!mailbox.Has(folder.Key))
            {
                left.UnionWith(folder);
                continue;
            }

            var selected = await mailbox.SelectAsync(folder.Key, cancellationToken);
            var current = folder.Where(p => p.UidValidity == selected.UidValidity).ToList();
            if (current.Count == 0)
            {
                continue; // Numbered anew: whether it lies there still is known after the next look at that folder.
            }

            using var found = await mailbox.Client.FetchAsync(UidSet.Of(current.Select(p => p.Uid)), OnlyUid, cancellationToken);
            var there = found.Messages.Select(m => m.Uid).ToHashSet();
            left.UnionWith(current.Where(p => !there.Contains(p.Uid)));
        }

        return left;
    }

    private async ValueTask ResolveAsync(IDeskTransaction transaction, Sighting sighting, IReadOnlyList<MailboxLocation> left, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var place in left)
        {
            await transaction.RemoveLocationAsync(place, cancellationToken);
        }

        var folder = sighting.Location.Folder;
        await transaction.AddLocationAsync(sighting.Message.Id, sighting.Location, cancellationToken);
        var filings = await transaction.FilingsOfAsync(sighting.Message.Id, cancellationToken);
        if (filings.Any(f => f.Folder == folder))
        {
            return; // Our own move, seen before it was marked.
        }

        // A second copy in the queue is a second delivery, not a wish to give the ticket back.
        var isAct = folder != desk.Settings.QueueFolder || left.Any(p => p.Folder != folder);
        if (isAct
            && sighting.Message.Ticket is { } number
            && await transaction.FindTicketAsync(number, cancellationToken) is { } ticket
            && desk.Desk.Moved(ticket, folder, $"{sighting.Message.Digest}\0{sighting.Location}", now) is { } decision)
        {
            LogMoved(number, folder);
            await decisions.WriteAsync(transaction, decision, sighting.Message.Id, now, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "ticket {Ticket}: its mail was moved to {Folder} by hand")]
    private partial void LogMoved(int ticket, string folder);
}
