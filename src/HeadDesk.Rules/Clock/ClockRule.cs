using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>One thing that the clock does by itself.</summary>
internal interface IClockRule
{
    /// <summary>When it has something to do on the ticket as it is; null where only a person can change that.</summary>
    DateTimeOffset? Next(Ticket ticket, DateTimeOffset now);

    /// <summary>Does it; only when <see cref="Next"/> has come. Afterwards that is another moment, or the clock would do it again.</summary>
    void Act(ClockTurn turn);
}
