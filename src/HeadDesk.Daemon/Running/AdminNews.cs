using HeadDesk.Daemon.Intake;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Running;

/// <summary>Tells the admins by mail of something that concerns no ticket.</summary>
internal sealed class AdminNews(DeskContext desk, DecisionWriter decisions)
{
    /// <param name="cause">Two mails of one cause and moment are one.</param>
    public Task TellAsync(string subject, string text, string cause, CancellationToken cancellationToken) => TellAsync(subject, text, cause, once: false, cancellationToken);

    /// <returns>False where they were told of this cause before; nothing is sent then.</returns>
    public Task<bool> TellOnceAsync(string subject, string text, string cause, CancellationToken cancellationToken) => TellAsync(subject, text, cause, once: true, cancellationToken);

    private async Task<bool> TellAsync(string subject, string text, string cause, bool once, CancellationToken cancellationToken)
    {
        await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
        {
            if (once && !await transaction.OnceAsync(cause, desk.Now, cancellationToken))
            {
                return false;
            }

            await decisions.SendAsync(transaction, desk.Desk.Alert(null, subject, text, cause, desk.Now), desk.Now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        desk.Vitals.Alerted(subject);
        desk.OutboxFilled.Set();
        return true;
    }
}
