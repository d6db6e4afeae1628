using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Whether a person outside wrote to a ticket.</summary>
internal static class TicketOrigin
{
    /// <returns>
    /// True where only programs did: whatever staff wrote about such a ticket does not make its requester a person. Where staff alone
    /// wrote, they opened it for somebody, who is one.
    /// </returns>
    public static async ValueTask<bool> IsMachineAsync(IDeskTransaction transaction, int ticket, DeskSettings settings, CancellationToken cancellationToken)
    {
        var byMachine = false;
        var byStaff = false;
        foreach (var message in await transaction.MessagesOfAsync(ticket, cancellationToken))
        {
            if (message.Origin is null or MessageOrigin.Person)
            {
                if (message.Sender is not { } sender || settings.StaffBy(sender) is null)
                {
                    return false;
                }

                byStaff = true;
            }

            byMachine |= message.Origin == MessageOrigin.Machine;
        }

        return byMachine || !byStaff;
    }
}
