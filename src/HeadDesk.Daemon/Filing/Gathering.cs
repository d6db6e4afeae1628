using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Filing;

/// <summary>Brings together the mail of a ticket that lies apart though nobody wants it to.</summary>
internal static class Gathering
{
    /// <summary>
    /// Queues the move of a mail that lies in another ticket folder than its ticket's home, unless one stands already. A mail that a
    /// person copied lies in more places than one; what lies in a folder that means nothing to tickets stays there.
    /// </summary>
    public static async ValueTask SendHomeAsync(IDeskTransaction transaction, DeskSettings settings, long message, int number, CancellationToken cancellationToken)
    {
        if ((await transaction.FilingsOfAsync(message, cancellationToken)).Any(f => !f.Withdrawn))
        {
            return;
        }

        var homes = TicketHome.All(settings);
        var places = await transaction.LocationsAsync(message, cancellationToken);
        if (places.Any(p => homes.Contains(p.Folder))
            && await transaction.FindTicketAsync(number, cancellationToken) is { Status: not TicketStatus.Merged } ticket
            && TicketHome.Of(ticket, settings) is var home
            && places.Any(p => p.Folder != home && homes.Contains(p.Folder)))
        {
            await transaction.EnqueueFilingAsync(message, number, home, QueueTimes.AtOnce, cancellationToken);
        }
    }
}
