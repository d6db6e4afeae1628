using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Whether a requester may be written to unasked.</summary>
internal sealed class Reach(DeskSettings settings)
{
    public static Party AddressOf(Ticket ticket) => ticket.AnswerTo ?? ticket.Requester;

    public bool CanBeWritten(Ticket ticket) =>
        ticket.Times is { OnlyMachines: false, Bounced: false } && AddressOf(ticket) is { IsWritable: true } to && !settings.IsOwn(to.Address);

    /// <summary>And nobody asked for silence.</summary>
    public bool MayBeTold(Ticket ticket) => !ticket.Times.Quiet && !ticket.Status.IsSetAside() && CanBeWritten(ticket);
}
