using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Tells the admins of mail that claims to be from staff and is not proven, as often as the rules want it said.</summary>
internal static class StaffAlarm
{
    public static async ValueTask RaiseAsync(IDeskTransaction transaction, DeskContext desk, DecisionWriter decisions, Arrival arrival, Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (StaffWarning.Of(arrival, now) is not { } warning)
        {
            return;
        }

        foreach (var once in warning.Once)
        {
            if (await transaction.OnceAsync(once, now, cancellationToken))
            {
                var alert = desk.Desk.Alert(ticket, "mail from staff that is not proven", warning.Text, once, now);
                await decisions.SendAsync(transaction, alert, now, cancellationToken);
                return;
            }
        }
    }
}
