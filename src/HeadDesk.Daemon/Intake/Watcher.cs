using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Watches the mailbox: a round over INBOX and the staff folders, then IDLE on INBOX (or a pause) until the next.</summary>
internal sealed partial class Watcher(DeskContext desk, ServerConnections servers, FolderIntake intake, ILogger<Watcher> logger)
{
    /// <summary>Watches until stopped. Ends with an exception when the server or the store fails.</summary>
    public async Task RunAsync(Action up, CancellationToken stop)
    {
        await using var mailbox = await servers.ConnectImapAsync(stop);
        await PrepareAsync(mailbox, stop);
        while (true)
        {
            var next = await RoundAsync(mailbox, stop);
            up();
            await WaitAsync(mailbox, next, stop);
        }
    }

    /// <summary>One round and goodbye.</summary>
    public async Task OnceAsync(CancellationToken cancellationToken)
    {
        await using var mailbox = await servers.ConnectImapAsync(cancellationToken);
        await PrepareAsync(mailbox, cancellationToken);
        await RoundAsync(mailbox, cancellationToken);
        await mailbox.Client.LogoutAsync(cancellationToken);
    }

    private async Task PrepareAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        LogConnected(desk.Options.Imap.Host, desk.Options.Imap.Port);
        foreach (var member in desk.Settings.Staff)
        {
            if (await mailbox.EnsureAsync(member.Folder, cancellationToken))
            {
                LogCreated(member.Folder);
            }
        }
    }

    /// <returns>Every mail in INBOX below this UID was looked at.</returns>
    private async Task<uint> RoundAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        var next = await intake.TakeInAsync(mailbox, desk.Settings.QueueFolder, cancellationToken);
        foreach (var folder in desk.Settings.Staff.Select(s => s.Folder))
        {
            if (await HasNewsAsync(mailbox, folder, cancellationToken))
            {
                await intake.TakeInAsync(mailbox, folder, cancellationToken);
            }
        }

        return next;
    }

    // STATUS of a folder costs the server nothing that grows with its mail; a look inside is taken only when it is worth one.
    private async Task<bool> HasNewsAsync(Mailbox mailbox, string folder, CancellationToken cancellationToken)
    {
        var status = await mailbox.StatusAsync(folder, cancellationToken);
        var known = await desk.Store.FindFolderAsync(folder, cancellationToken);
        return known is null || known.UidValidity != status.UidValidity || status.UidNext is not { } next || next - 1 > known.LastUid;
    }

    private async Task WaitAsync(Mailbox mailbox, uint next, CancellationToken stop)
    {
        var poll = desk.Options.Imap.PollInterval.OnTheClock;
        if (!mailbox.Client.Capabilities.Idle || !desk.Options.Imap.Idle)
        {
            await Task.Delay(poll, desk.Time, stop);
            return;
        }

        // The round may have ended in another folder; what arrived in INBOX since is seen here, before the wait.
        var selected = await mailbox.UseAsync(desk.Settings.QueueFolder, stop);
        if (selected.UidNext <= next)
        {
            await mailbox.Client.IdleAsync(poll, stop);
        }
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "connected to IMAP {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Information, Message = "made the folder {Folder}")]
    private partial void LogCreated(string folder);
}
