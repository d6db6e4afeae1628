using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Puts together what the rules must know of a person's move.</summary>
internal static class FolderActs
{
    public static async ValueTask<FolderAct> ReadAsync(IDeskTransaction transaction, Ticket ticket, StoredMessage message, MailboxLocation place, DeskSettings settings, CancellationToken cancellationToken)
    {
        var act = new FolderAct(place.Folder, $"{message.Digest}\0{place}")
        {
            Sender = message.Sender is { } sender ? new Party(null, sender) : null,
            MessageId = message.MessageId,
        };

        // Only a ticket that is resolved is written about.
        return FolderMeaning.Of(place.Folder, settings).Use == FolderUse.Closed
            ? act with { FromMachine = await TicketOrigin.IsMachineAsync(transaction, ticket.Number, settings, cancellationToken) }
            : act;
    }
}
