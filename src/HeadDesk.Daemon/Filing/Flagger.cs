using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Filing;

/// <summary>Stores flags on every known place of a mail: one UID STORE for all that get the same in one folder. Never \Seen.</summary>
internal sealed partial class Flagger(DeskContext desk, ILogger<Flagger> logger)
{
    private const int MaxAttempts = 10;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly FetchItems Flags = new() { Flags = true };

    public async Task StoreAsync(Mailbox mailbox, IReadOnlyList<FlagItem> due, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(due, cancellationToken);
        var reached = new HashSet<long>();
        var refusals = new Dictionary<long, string>();
        foreach (var group in places.GroupBy(p => (p.Place.Folder, p.Place.UidValidity, p.Item.Flag, p.Item.Wanted)))
        {
            try
            {
                var there = await StoreAsync(mailbox, group.Key.Folder, group.Key.UidValidity, UidSet.Of(group.Select(p => p.Place.Uid)), group.Key.Flag, group.Key.Wanted, cancellationToken);
                reached.UnionWith(group.Where(p => there.Contains(p.Place.Uid)).Select(p => p.Item.Id));
            }
            catch (MailCommandException refused)
            {
                foreach (var (item, _) in group)
                {
                    refusals[item.Id] = refused.Text;
                }
            }
        }

        await MarkAsync(due, reached, refusals, cancellationToken);
    }

    /// <returns>The UIDs that are there: whoever moved a mail meanwhile took it away without the flag.</returns>
    private static async Task<HashSet<uint>> StoreAsync(Mailbox mailbox, string folder, uint uidValidity, UidSet uids, MailMark flag, bool wanted, CancellationToken cancellationToken)
    {
        if (await mailbox.TrySelectAsync(folder, cancellationToken) is not { } selected || selected.UidValidity != uidValidity)
        {
            return [];
        }

        var word = flag == MailMark.Flagged ? MessageFlags.Flagged : MessageFlags.Answered;
        var storing = mailbox.Client.StoreFlagsAsync(uids, wanted ? FlagChange.Add : FlagChange.Remove, word, cancellationToken);
        using var found = await mailbox.Client.FetchAsync(uids, Flags, cancellationToken);
        await storing;
        return [.. found.Messages.Select(m => m.Uid)];
    }

    private async Task<List<(FlagItem Item, MailboxLocation Place)>> PlacesAsync(IReadOnlyList<FlagItem> due, CancellationToken cancellationToken)
    {
        var places = new List<(FlagItem, MailboxLocation)>(due.Count);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var item in due)
        {
            places.AddRange((await transaction.LocationsAsync(item.MessageId, cancellationToken)).Select(place => (item, place)));
        }

        return places;
    }

    private async Task MarkAsync(IReadOnlyList<FlagItem> due, HashSet<long> reached, Dictionary<long, string> refusals, CancellationToken cancellationToken)
    {
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var item in due)
        {
            if (reached.Contains(item.Id))
            {
                await transaction.RemoveFlagAsync(item.Id, cancellationToken);
                continue;
            }

            var why = refusals.GetValueOrDefault(item.Id, "the mail is not where it was");
            LogPutOff(item.Flag, item.MessageId, why);
            if (item.Attempts + 1 >= MaxAttempts)
            {
                await transaction.RemoveFlagAsync(item.Id, cancellationToken);
            }
            else
            {
                await transaction.DeferFlagAsync(item.Id, RetryPolicy.Next(desk.Now, item.Attempts + 1, FirstRetry), why, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "{Flag} on message {Message} was put off: {Why}")]
    private partial void LogPutOff(MailMark flag, long message, string why);
}
