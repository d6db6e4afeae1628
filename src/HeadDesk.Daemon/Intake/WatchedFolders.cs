using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Net;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>The folders that mean something (design §3): made where they are missing, followed where the configuration renames one.</summary>
internal sealed partial class WatchedFolders(DeskContext desk, ILogger<WatchedFolders> logger)
{
    /// <summary>Tickets filed anew in one commit.</summary>
    private const int Batch = 200;

    /// <summary>A folder that vanishes as soon as it is made is not made without end.</summary>
    private static readonly TimeSpan MadeAgainAfter = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _refused = [];
    private readonly Dictionary<string, long> _made = [];

    /// <summary>
    /// In the order of a look: new mail first, since what follows refers to it; Sent last, since a reply joins the ticket of mail that
    /// may just have been found in any of the others.
    /// </summary>
    public IReadOnlyList<string> All { get; } = [.. TicketHome.All(desk.Settings), desk.Settings.SentFolder];

    public async Task PrepareAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        foreach (var folder in All.Where(IsOurs))
        {
            await MakeAsync(mailbox, folder, cancellationToken);
        }

        foreach (var member in desk.Settings.Staff)
        {
            await FollowAsync(member, cancellationToken);
        }
    }

    /// <summary>A folder is not there: a staff member's is made; it is remembered that it began empty.</summary>
    /// <returns>Whether there is a new folder now.</returns>
    public async Task<bool> MissAsync(Mailbox mailbox, string folder, CancellationToken cancellationToken)
    {
        if (IsOurs(folder))
        {
            return await MakeAsync(mailbox, folder, cancellationToken);
        }

        await RememberAbsentAsync(folder, cancellationToken);
        return false;
    }

    /// <returns>Whether nothing was known of it.</returns>
    private async Task<bool> RememberAbsentAsync(string folder, CancellationToken cancellationToken)
    {
        if (await desk.Store.FindFolderAsync(folder, cancellationToken) is not null)
        {
            return false;
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        await transaction.SetFolderAsync(FolderIntake.Absent(folder), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private bool IsOurs(string folder) => FolderMeaning.Of(folder, desk.Settings).Use is FolderUse.Staff or FolderUse.Closed;

    private async Task<bool> MakeAsync(Mailbox mailbox, string folder, CancellationToken cancellationToken)
    {
        if (_made.TryGetValue(folder, out var made) && desk.Time.GetElapsedTime(made) < MadeAgainAfter && !mailbox.Has(folder))
        {
            return false;
        }

        if (mailbox.Has(folder))
        {
            return false;
        }

        // Before it is made: whatever lies in it at the first look was put there since, however late that look comes.
        var isNew = await RememberAbsentAsync(folder, cancellationToken);
        try
        {
            if (!await mailbox.EnsureAsync(folder, cancellationToken))
            {
                return false;
            }
        }
        catch (MailCommandException refused)
        {
            // A server without folders in folders: everything else works.
            if (_refused.Add(folder))
            {
                LogNotCreated(folder, refused.Text);
            }

            return false;
        }

        _made[folder] = desk.Time.GetTimestamp();
        if (isNew)
        {
            LogCreated(folder);
        }
        else
        {
            LogCreatedAgain(folder);
        }

        return true;
    }

    // The configuration gave somebody another folder: their open tickets move there, from wherever their mail was seen last.
    private async Task FollowAsync(StaffMember member, CancellationToken cancellationToken)
    {
        var key = $"staff-folder:{member.Name}";
        string? before;
        await using (var reading = await desk.Store.BeginAsync(cancellationToken))
        {
            before = await reading.GetFactAsync(key, cancellationToken);
        }

        if (before == member.Folder)
        {
            return;
        }

        if (before is not null)
        {
            LogFollowing(member.Name, before, member.Folder);
            string[] from = [.. TicketHome.All(desk.Settings), before, FolderMeaning.ClosedOf(before)];
            var open = desk.Store.ListTicketsAsync(cancellationToken).Where(t => t.Assignee == member.Name && TicketHome.Of(t, desk.Settings) == member.Folder);
            await foreach (var tickets in open.Chunk(Batch).WithCancellation(cancellationToken))
            {
                await using var transaction = await desk.Store.BeginAsync(cancellationToken);
                foreach (var ticket in tickets)
                {
                    await transaction.EnqueueTicketFilingAsync(ticket.Number, member.Folder, from, QueueTimes.AtOnce, cancellationToken);
                }

                await transaction.CommitAsync(cancellationToken);
            }

            desk.FilingsQueued.Set();
        }

        await using var writing = await desk.Store.BeginAsync(cancellationToken);
        await writing.SetFactAsync(key, member.Folder, cancellationToken);
        await writing.CommitAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2502, Level = LogLevel.Information, Message = "made the folder {Folder}")]
    private partial void LogCreated(string folder);

    [LoggerMessage(EventId = 2503, Level = LogLevel.Warning, Message = "made the folder {Folder} again: somebody had removed or renamed it")]
    private partial void LogCreatedAgain(string folder);

    [LoggerMessage(EventId = 2505, Level = LogLevel.Warning, Message = "cannot make the folder {Folder} ({Refusal}); going on without it")]
    private partial void LogNotCreated(string folder, string refusal);

    [LoggerMessage(EventId = 2506, Level = LogLevel.Information, Message = "the folder of {Staff} was {Before} and is {Now}: the mail of open tickets follows")]
    private partial void LogFollowing(string staff, string before, string now);
}
