using HeadDesk.Daemon.Intake;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Running;

/// <summary>Tells the admins by mail of something that concerns no ticket.</summary>
internal sealed class AdminNews(DeskContext desk, DecisionWriter decisions)
{
    /// <param name="cause">Two mails of one cause and moment are one.</param>
    public async Task TellAsync(string subject, string text, string cause, CancellationToken cancellationToken)
    {
        await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
        {
            await decisions.SendAsync(transaction, desk.Desk.Alert(null, subject, text, cause, desk.Now), desk.Now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        desk.OutboxFilled.Set();
    }
}
