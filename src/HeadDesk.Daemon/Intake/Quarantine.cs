using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Where mail goes that cannot be processed: untouched, an admin told once, the next mail goes on. Dragged back to INBOX it is tried again.</summary>
internal sealed partial class Quarantine(DeskContext desk, DecisionWriter decisions, ILogger<Quarantine> logger)
{
    public async Task PutAsync(Mailbox mailbox, ReadMail mail, FolderLook look, CancellationToken cancellationToken)
    {
        var folder = desk.Options.Imap.QuarantineFolder;
        var reason = mail.Failure!.GetType().Name;
        LogQuarantined(mail.Failure, mail.Raw.Location.Folder, mail.Raw.Location.Uid, folder);
        await TellAsync(mail, reason, folder, cancellationToken);

        // Passed over only once it lies there: what is cut short before that is done again by the next look.
        await MoveAsync(mailbox, mail.Raw.Location, folder, cancellationToken);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        look.Decided(mail.Raw.Location.Uid);
        await transaction.SetFolderAsync(look.Progress(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        DeskMeter.Quarantined(desk.Options.Desk.Id);
    }

    private async Task TellAsync(ReadMail mail, string reason, string folder, CancellationToken cancellationToken)
    {
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        var once = $"quarantine:{mail.Digest}";
        if (!await transaction.OnceAsync(once, desk.Now, cancellationToken))
        {
            return;
        }

        var text = $"A mail in {mail.Raw.Location.Folder} could not be processed ({reason}) and lies untouched in {folder}. "
            + "Moving it back to INBOX tries it again. The log of the daemon names the cause.";
        await decisions.SendAsync(transaction, desk.Desk.Alert(null, "a mail could not be processed", text, once, desk.Now), desk.Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        desk.OutboxFilled.Set();
    }

    // A server that does not let it go must not keep the mail behind it from being read.
    private async Task MoveAsync(Mailbox mailbox, MailboxLocation place, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await mailbox.EnsureAsync(folder, cancellationToken);
            await mailbox.UseAsync(place.Folder, cancellationToken);
            var moved = await mailbox.MoveAsync(UidSet.Of(place.Uid), folder, cancellationToken, again: true); // It may have been tried before: nothing tells.
            if (moved.Refusal is { } refusal)
            {
                LogNotMoved(place.Folder, place.Uid, folder, refusal.Text);
            }
        }
        catch (MailCommandException refused)
        {
            LogNotMoved(place.Folder, place.Uid, folder, refused.Text);
        }
    }

    [LoggerMessage(EventId = 2402, Level = LogLevel.Error, Message = "{Folder} UID {Uid} could not be moved to {Quarantine} ({Refusal}) and stays where it is")]
    private partial void LogNotMoved(string folder, uint uid, string quarantine, string refusal);

    [LoggerMessage(EventId = 2401, Level = LogLevel.Error, Message = "{Folder} UID {Uid} cannot be processed; moved to {Quarantine}")]
    private partial void LogQuarantined(Exception reason, string folder, uint uid, string quarantine);
}
