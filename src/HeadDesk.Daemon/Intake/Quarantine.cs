using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Imap;
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
        await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
        {
            var once = $"quarantine:{mail.Digest}";
            if (await transaction.OnceAsync(once, desk.Now, cancellationToken))
            {
                var text = $"A mail in {mail.Raw.Location.Folder} could not be processed ({reason}) and lies untouched in {folder}. "
                    + "Moving it back to INBOX tries it again. The log of the daemon names the cause.";
                await decisions.SendAsync(transaction, desk.Desk.Alert(null, "a mail could not be processed", text, once, desk.Now), desk.Now, cancellationToken);
            }

            look.Decided(mail.Raw.Location.Uid);
            await transaction.SetFolderAsync(look.Progress(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            desk.OutboxFilled.Set();
            DeskMeter.Quarantined(desk.Options.Desk.Id);
        }

        await mailbox.EnsureAsync(folder, cancellationToken);
        await mailbox.UseAsync(mail.Raw.Location.Folder, cancellationToken);
        await mailbox.MoveAsync(UidSet.Of(mail.Raw.Location.Uid), folder, cancellationToken);
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Error, Message = "{Folder} UID {Uid} cannot be processed; moved to {Quarantine}")]
    private partial void LogQuarantined(Exception reason, string folder, uint uid, string quarantine);
}
