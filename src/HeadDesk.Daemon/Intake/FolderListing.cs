using HeadDesk.Rules.Tickets;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Lists what is new in a folder; of Junk and Sent with the Message-IDs, for which the server must read each mail's header.</summary>
internal sealed partial class FolderListing(TimeProvider time, ILogger logger)
{
    /// <summary>Headers that are asked for at once.</summary>
    private const int AtOnce = 1_000;

    private readonly DoubtfulMails _doubtful = new(time, "doubtful header");

    /// <summary>Mail whose header the server does not hand out.</summary>
    public DoubtfulMails Doubtful => _doubtful;

    /// <summary>What is new; and what is there and cannot be looked at, which stays undecided and is asked for again in a later round: refused now, or left aside.</summary>
    public async Task<(List<PlannedMail> Mails, List<uint> Refused, List<uint> Aside)> RunAsync(MailFetcher fetcher, string folder, FolderUse use, uint uidValidity, uint first, CancellationToken cancellationToken)
    {
        var (listed, refused) = await fetcher.ListAsync(first, cancellationToken);
        List<uint> aside = [];
        if (use is FolderUse.Junk or FolderUse.Sent)
        {
            var (sound, alone) = _doubtful.Sort(folder, uidValidity, listed);
            aside = [.. listed.Except(sound).Except(alone).Select(m => m.Uid)];
            listed = [];
            foreach (var chunk in sound.Chunk(AtOnce).Concat(alone.Select(m => new[] { m })))
            {
                var read = await _doubtful.WatchAsync(folder, uidValidity, chunk, () => fetcher.WithIdsAsync(chunk, cancellationToken), why => LogUnreadable(folder, chunk[0].Uid, why));
                listed.AddRange(read.Mails);
                refused.AddRange(read.Unread);
            }
        }

        foreach (var uid in refused)
        {
            LogUnreadable(folder, uid, "refused");
        }

        return (listed, refused, aside);
    }

    [LoggerMessage(EventId = 2205, Level = LogLevel.Error, Message = "{Folder} UID {Uid}: the server does not hand out its header ({Refusal}); asking again later")]
    private partial void LogUnreadable(string folder, uint uid, string refusal);
}
