using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Watches the mailbox: a round over all folders, then IDLE until something happens. A round in which nothing is new costs one round
/// trip. With NOTIFY the server tells of every folder at once; with IDLE alone, which tells of INBOX only, the others are looked at
/// every few seconds; without either every <c>imap.pollInterval</c>.
/// </summary>
internal sealed partial class Watcher(DeskContext desk, ServerConnections servers, FolderIntake intake, WatchedFolders folders, ILogger<Watcher> logger)
{
    /// <summary>A move is seen within five seconds; the round itself takes some of them.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    /// <summary>Of one round that mail cuts short again and again; the next round goes on from there.</summary>
    private const int MostConnections = 10;

    private long? _counted;

    /// <summary>Watches until stopped. Ends with an exception when the server or the store fails.</summary>
    public async Task RunAsync(Action up, CancellationToken stop)
    {
        await using var mailbox = await servers.ConnectImapAsync(stop);
        await PrepareAsync(mailbox, stop);
        var ears = new Ears(mailbox, folders, desk.Options.Imap.Idle, logger);
        var next = 0u;
        while (true)
        {
            // Before the look, so that nothing falls between the two.
            await ears.OpenAsync(stop);
            next = Math.Max(next, await RoundAsync(mailbox, ears, stop));
            up();
            await WaitAsync(mailbox, ears, next, stop);
        }
    }

    /// <summary>One round and goodbye. Where the server closes the connection over a mail, the round goes on without that one.</summary>
    public async Task OnceAsync(CancellationToken cancellationToken)
    {
        for (var connection = 1; ; connection++)
        {
            var losses = intake.Losses;
            try
            {
                await ConnectOnceAsync(cancellationToken);
                return;
            }
            catch (MailProtocolException lost) when (intake.Losses > losses && connection < MostConnections)
            {
                LogLost(lost.Message);
            }
        }
    }

    private async Task ConnectOnceAsync(CancellationToken cancellationToken)
    {
        await using var mailbox = await servers.ConnectImapAsync(cancellationToken);
        await PrepareAsync(mailbox, cancellationToken);
        await RoundAsync(mailbox, null, cancellationToken);
        await mailbox.Client.LogoutAsync(cancellationToken);
    }

    private async Task PrepareAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        LogConnected(desk.Options.Imap.Host, desk.Options.Imap.Port);
        await folders.PrepareAsync(mailbox, cancellationToken);
    }

    /// <returns>Every mail in INBOX below this UID was looked at; 0 where there was no look.</returns>
    internal async Task<uint> RoundAsync(Mailbox mailbox, Ears? ears, CancellationToken cancellationToken)
    {
        using var span = DeskTrace.Start(DeskTrace.Poll, desk.Options.Desk.Id);
        var next = 0u;
        var statuses = await mailbox.StatusOfAsync(folders.All, cancellationToken);
        foreach (var folder in folders.All)
        {
            if (!statuses.TryGetValue(folder, out var status))
            {
                if (await folders.MissAsync(mailbox, folder, cancellationToken))
                {
                    ears?.Changed();
                }

                continue;
            }

            if (await HasNewsAsync(mailbox, folder, status, cancellationToken))
            {
                var looked = await intake.TakeInAsync(mailbox, folder, cancellationToken);
                next = folder == desk.Settings.QueueFolder ? looked : next;
            }
        }

        desk.LastRound = desk.Now;
        desk.Vitals.Polled();
        if (ears is not null)
        {
            await CountQuarantineAsync(mailbox, cancellationToken);
        }

        return next;
    }

    // Nobody waits for the number: once in a while is enough.
    private async Task CountQuarantineAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        var folder = desk.Options.Imap.QuarantineFolder;
        if (_counted is { } last && desk.Time.GetElapsedTime(last) < CountEvery)
        {
            return;
        }

        _counted = desk.Time.GetTimestamp();
        desk.Vitals.Quarantined(mailbox.Has(folder) ? await mailbox.CountAsync(folder, cancellationToken) : 0);
    }

    // A look inside is taken only when it is worth one.
    private async Task<bool> HasNewsAsync(Mailbox mailbox, string folder, MailboxStatus status, CancellationToken cancellationToken)
    {
        var known = await desk.Store.FindFolderAsync(folder, cancellationToken);
        return known is null || known.UidValidity != status.UidValidity || status.UidNext is not { } next || next - 1 > known.LastUid
            || mailbox.HasGrown(folder); // Some servers tell of the selected folder by STATUS what it was at its selection.
    }

    private async Task WaitAsync(Mailbox mailbox, Ears ears, uint next, CancellationToken stop)
    {
        var poll = desk.Options.Imap.PollInterval.OnTheClock;
        desk.Vitals.Hears(!ears.CanHear ? ImapState.Poll : ears.HearAll ? ImapState.Notify : ImapState.Idle);
        desk.Vitals.Succeed(Vitals.Watching, rest: poll);
        if (!ears.CanHear)
        {
            await Task.Delay(poll, desk.Time, stop);
            return;
        }

        if (!ears.AreOpen)
        {
            return; // A folder was made in this round: its news are not heard yet.
        }

        // The round may have ended in another folder; what arrived in INBOX since is seen here, before the wait.
        var fresh = !mailbox.IsSelected(desk.Settings.QueueFolder);
        var selected = await mailbox.UseAsync(desk.Settings.QueueFolder, stop);
        if (fresh && selected.UidNext > Math.Max(next, (await desk.Store.FindFolderAsync(desk.Settings.QueueFolder, stop))?.LastUid + 1 ?? 0))
        {
            return;
        }

        await mailbox.Client.IdleAsync(ears.HearAll || poll < LookEvery ? poll : LookEvery, stop);
    }

    [LoggerMessage(EventId = 2505, Level = LogLevel.Warning, Message = "{Lost}; connecting again, to go on without the mail that was asked for")]
    private partial void LogLost(string lost);

    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "connected to IMAP {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    /// <summary>What the server tells by itself on this connection.</summary>
    internal sealed partial class Ears(Mailbox mailbox, WatchedFolders folders, bool allowed, ILogger logger)
    {
        private bool _refused;
        private bool _current;

        private ImapClient Client => mailbox.Client;

        public bool CanHear => allowed && Client.Capabilities.Idle;

        /// <summary>Of every folder, not of INBOX alone.</summary>
        public bool HearAll => Client.IsNotified;

        public bool AreOpen => _current || _refused || !Client.Capabilities.Notify;

        /// <summary>The folders are others now: the server is asked anew.</summary>
        public void Changed() => _current = false;

        public async Task OpenAsync(CancellationToken cancellationToken)
        {
            if (!CanHear || !Client.Capabilities.Notify || _refused || (_current && Client.IsNotified))
            {
                return;
            }

            try
            {
                await mailbox.NotifyAsync(folders.All, cancellationToken);
                _current = true;
            }
            catch (MailCommandException refused)
            {
                _refused = true;
                LogNotNotified(logger, refused.Text);
            }
        }

        [LoggerMessage(EventId = 2504, Level = LogLevel.Warning, Message = "the server offers NOTIFY and refuses it ({Refusal}); looking at the folders every few seconds")]
        private static partial void LogNotNotified(ILogger logger, string refusal);
    }
}
