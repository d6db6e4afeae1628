using System.Globalization;
using System.Threading.Channels;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Takes in what is new in one folder. Fetching, understanding and committing of successive batches overlap.</summary>
internal sealed partial class FolderIntake(DeskContext desk, IntakeTransaction intake, SightingResolver sightings, Quarantine quarantine, UnreadableMails unreadable, ILogger<FolderIntake> logger)
{
    private const uint NeverThere = 0; // No UIDVALIDITY: nz-number (RFC 9051 §9)

    private readonly DoubtfulMails _doubtful = new(desk.Time, "doubtful");
    private readonly FolderListing _listing = new(desk.Time, logger);

    /// <summary>How often the connection was lost over mail, which is since known to be doubtful: another look gets further.</summary>
    public int Losses => _doubtful.Losses + _listing.Doubtful.Losses;

    /// <returns>Every mail below this UID was looked at.</returns>
    public Task<uint> TakeInAsync(Mailbox mailbox, string folder, CancellationToken cancellationToken) =>
        unreadable.RememberAsync(folder, Doubts, () => LookAsync(mailbox, folder, cancellationToken), cancellationToken);

    private DoubtfulMails[] Doubts => [_doubtful, _listing.Doubtful];

    private async Task<uint> LookAsync(Mailbox mailbox, string folder, CancellationToken cancellationToken)
    {
        var selected = await mailbox.SelectAsync(folder, cancellationToken);
        var (state, renumbered) = await StateAsync(folder, selected.UidValidity, selected.UidNext, cancellationToken);
        if (selected.Exists == 0 || (selected.UidNext > 0 && selected.UidNext - 1 <= state.LastUid))
        {
            await CloseLookAsync(state, selected.UidNext, renumbered, cancellationToken);
            return selected.UidNext;
        }

        await unreadable.RecallAsync(folder, selected.UidValidity, Doubts, cancellationToken);
        var use = FolderMeaning.Of(folder, desk.Settings).Use;
        var fetcher = new MailFetcher(mailbox, desk.Blobs, desk.Classifier, desk.Options.Imap.MaxMessageSize.Octets);
        var (listed, unlisted, aside) = await _listing.RunAsync(fetcher, folder, use, selected.UidValidity, state.LastUid + 1, cancellationToken);
        List<uint> unread = [.. unlisted, .. aside];
        var refused = unlisted.ConvertAll(uid => new PlannedMail(uid, default, 0));
        var fresh = await UnknownAsync(folder, use, selected.UidValidity, listed, cancellationToken);
        var seen = unread.Append(fresh.Highest).Max();
        var highest = seen > 0 ? seen : Math.Max(state.LastUid, selected.UidNext > 0 ? selected.UidNext - 1 : 0);
        if (fresh.Mails.Count + unread.Count == 0)
        {
            await CloseLookAsync(state, highest + 1, renumbered, cancellationToken);
            return Math.Max(highest + 1, selected.UidNext);
        }

        var look = new FolderLook(state, renumbered, desk.Options.Imap.Baseline, fresh.Mails.Select(m => m.Uid).Concat(unread), highest) { Use = use };
        var open = await PipeAsync(fetcher, selected.UidValidity, fresh.Mails, look, mailbox, refused, cancellationToken);
        await unreadable.RefusedAsync(folder, selected.UidValidity, refused, cancellationToken);
        await sightings.ResolveAsync(mailbox, open, look, cancellationToken);
        if (renumbered)
        {
            await ForgetOldPlacesAsync(look.Progress(), cancellationToken);
        }

        if (fresh.Mails.Count > 0)
        {
            LogTookIn(folder, fresh.Mails.Count);
        }

        return Math.Max(highest + 1, selected.UidNext);
    }

    private async Task<List<Sighting>> PipeAsync(MailFetcher fetcher, uint uidValidity, List<PlannedMail> plan, FolderLook look, Mailbox mailbox, List<PlannedMail> refused, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var held = new HeldMails();
        var fetched = Channel.CreateBounded<FetchedMails>(1);
        var read = Channel.CreateBounded<(FetchedMails Fetched, IReadOnlyList<ReadMail> Mails)>(1);
        var fetching = Stage(fetched.Writer, async () =>
        {
            var (sound, alone) = _doubtful.Sort(look.Folder, uidValidity, plan);
            foreach (var chunk in FetchPlan.Chunks(sound, fetcher.LargeFrom).Concat(alone.Select(m => new[] { m })))
            {
                await fetched.Writer.WriteAsync(held.Hold(await _doubtful.WatchAsync(look.Folder, uidValidity, chunk, () => fetcher.FetchAsync(look.Folder, uidValidity, chunk, stop.Token), why => LogUnreadable(look.Folder, chunk[0].Uid, why))), stop.Token);
            }
        });
        var reading = Stage(read.Writer, async () =>
        {
            await foreach (var chunk in fetched.Reader.ReadAllAsync(stop.Token))
            {
                IReadOnlyList<ReadMail> mails = [.. chunk.Mails.Select(m => ReadMail.Of(m, desk.Classifier))];
                HeldMails.Rest(chunk.Mails);
                await read.Writer.WriteAsync((chunk, mails), stop.Token);
            }
        });
        try
        {
            var open = new List<Sighting>();
            var broken = new List<ReadMail>();
            await foreach (var (chunk, mails) in read.Reader.ReadAllAsync(stop.Token))
            {
                foreach (var missing in chunk.Plan.Where(p => mails.All(m => m.Raw.Location.Uid != p.Uid)))
                {
                    if (chunk.Refusal is { } refusal)
                    {
                        refused.Add(missing);
                        LogUnreadable(look.Folder, missing.Uid, refusal); // It stays undecided and is asked for again in a later round.
                    }
                    else
                    {
                        look.Decided(missing.Uid); // Gone.
                    }
                }

                open.AddRange(await CommitAsync(mails, look, broken, stop.Token));
                held.LetGo(mails.Select(m => m.Raw));
                desk.Vitals.Beat(Vitals.Watching);
            }

            await Task.WhenAll(fetching, reading);
            foreach (var mail in broken)
            {
                await quarantine.PutAsync(mailbox, mail, look, cancellationToken);
            }

            return open;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(fetching, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A batch that fails for another reason than the world around it holds a mail that cannot be decided: it is found by going one by one.
    private async Task<IReadOnlyList<Sighting>> CommitAsync(IReadOnlyList<ReadMail> mails, FolderLook look, List<ReadMail> broken, CancellationToken cancellationToken)
    {
        broken.AddRange(mails.Where(m => m.Failure is not null));
        var sound = mails.Where(m => m.Failure is null).ToList();
        try
        {
            return await intake.CommitAsync(sound, look, cancellationToken);
        }
        catch (Exception e) when (!Fault.IsExpected(e) && e is not OperationCanceledException)
        {
            LogBatchFailed(e, sound.Count);
        }

        var open = new List<Sighting>();
        foreach (var mail in sound)
        {
            try
            {
                open.AddRange(await intake.CommitAsync([mail], look, cancellationToken));
            }
            catch (Exception e) when (!Fault.IsExpected(e) && e is not OperationCanceledException)
            {
                broken.Add(mail with { Failure = e });
            }
        }

        return open;
    }

    private static async Task Stage<T>(ChannelWriter<T> writer, Func<Task> work)
    {
        try
        {
            await Task.Run(work);
            writer.Complete();
        }
#pragma warning disable CA1031 // Handed on, not swallowed: the reader of the channel throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            writer.Complete(e);
        }
    }

    private async Task<(FolderState State, bool Renumbered)> StateAsync(string folder, uint uidValidity, uint uidNext, CancellationToken cancellationToken)
    {
        var known = await desk.Store.FindFolderAsync(folder, cancellationToken);
        if (known?.FirstSeen > TimeProvider.System.GetUtcNow())
        {
            known = known with { FirstSeen = TimeProvider.System.GetUtcNow() }; // A clock that was ahead then would make all mail older than the desk.
        }

        if (known?.UidValidity == uidValidity)
        {
            return (known, await IsLearnedAnewAsync(known, cancellationToken));
        }

        // The first look decides what is older than the desk; it is on record before anything is taken in.
        var state = known is null ? FirstState(folder, uidValidity, uidNext) : known with { UidValidity = uidValidity, LastUid = 0, BaselineUid = 0 };
        var renumbered = known is not null && known.UidValidity != NeverThere;
        if (renumbered)
        {
            LogRenumbered(folder, known!.UidValidity, uidValidity);
        }

        // The old places stay on record until the look is over: by them a mail that lay here is told from one that came since.
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        await transaction.SetFolderAsync(state, cancellationToken);
        if (renumbered)
        {
            await transaction.SetFactAsync(AnewKey(folder), string.Create(CultureInfo.InvariantCulture, $"{uidValidity} {uidNext}"), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (state, renumbered);
    }

    private static string AnewKey(string folder) => $"renumbered:{folder}";

    // A process that died in the middle of such a look left mail whose new number is not known yet; that is still no move of anybody's.
    private async Task<bool> IsLearnedAnewAsync(FolderState known, CancellationToken cancellationToken) =>
        await desk.Store.FindFactAsync(AnewKey(known.Folder), cancellationToken) is { } fact
        && fact.Split(' ') is [var validity, _]
        && uint.Parse(validity, CultureInfo.InvariantCulture) == known.UidValidity;

    // What has not turned up again has left the folder.
    private async Task ForgetOldPlacesAsync(FolderState reached, CancellationToken cancellationToken)
    {
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        if (await transaction.GetFactAsync(AnewKey(reached.Folder), cancellationToken) is { } fact
            && fact.Split(' ') is [_, var next]
            && reached.LastUid + 1 >= uint.Parse(next, CultureInfo.InvariantCulture))
        {
            await transaction.ForgetFolderAsync(reached.Folder, reached.UidValidity, cancellationToken);
            await transaction.SetFactAsync(AnewKey(reached.Folder), "", cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>The folder was not there when it was first asked for: once it comes, all of it is new.</summary>
    public static FolderState Absent(string folder) => new(folder, NeverThere, 0, 0, 0, TimeProvider.System.GetUtcNow());

    private FolderState FirstState(string folder, uint uidValidity, uint uidNext)
    {
        // What lay in Junk or was sent before there was a desk is nobody's news.
        var baseline = FolderMeaning.Of(folder, desk.Settings).Use is FolderUse.Junk or FolderUse.Sent ? Baseline.Ignore : desk.Options.Imap.Baseline;
        return new FolderState(
            folder,
            uidValidity,
            baseline == Baseline.Ignore && uidNext > 0 ? uidNext - 1 : 0,
            baseline == Baseline.Process ? 0 : uidNext,
            0,
            TimeProvider.System.GetUtcNow());
    }

    // What was moved here by ourselves is on record by its place and need not be fetched; of Junk and Sent only what may concern a ticket.
    private async Task<(List<PlannedMail> Mails, uint Highest)> UnknownAsync(string folder, FolderUse use, uint uidValidity, List<PlannedMail> mails, CancellationToken cancellationToken)
    {
        var unknown = new List<PlannedMail>(mails.Count);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var mail in mails)
        {
            var concerns = use switch
            {
                FolderUse.Junk => await transaction.MayKnowMessageAsync(mail.MessageId, mail.Size, cancellationToken),
                FolderUse.Sent => mail.MessageId is null || !desk.Classifier.IsOwnMessageId(mail.MessageId),
                _ => true,
            };
            if (concerns && await transaction.FindMessageAtAsync(new MailboxLocation(folder, uidValidity, mail.Uid), cancellationToken) is null)
            {
                unknown.Add(mail);
            }
        }

        return (unknown, mails.Count == 0 ? 0 : mails.Max(m => m.Uid));
    }

    private async Task CloseLookAsync(FolderState state, uint uidNext, bool renumbered, CancellationToken cancellationToken)
    {
        var reached = uidNext > 0 && uidNext - 1 > state.LastUid ? state with { LastUid = uidNext - 1 } : state;
        if (reached != state)
        {
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            await transaction.SetFolderAsync(reached, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        if (renumbered)
        {
            await ForgetOldPlacesAsync(reached, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "{Folder}: looked at {Count} new mails")]
    private partial void LogTookIn(string folder, int count);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Error, Message = "{Folder} UID {Uid}: the server does not hand it out ({Refusal}); asking again later")]
    private partial void LogUnreadable(string folder, uint uid, string refusal);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "{Folder}: UIDVALIDITY changed from {Old} to {New}; its mail is recognised again")]
    private partial void LogRenumbered(string folder, uint old, uint @new);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Error, Message = "a batch of {Count} mails could not be decided; going one by one")]
    private partial void LogBatchFailed(Exception exception, int count);
}
