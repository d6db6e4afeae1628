using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>A state that has changed and rested is told to the requester, once.</summary>
/// <param name="delay">Instead of the desk's own; with none a state is told at once.</param>
internal sealed class TellRule(News news, Reach reach, TimeSpan? delay) : IClockRule
{
    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now) =>
        ticket.Times.TellAt is { } at && delay is { } sooner && now + sooner < at ? now + sooner : ticket.Times.TellAt;

    public void Act(ClockTurn turn)
    {
        var (told, at) = (turn.Times.Told, turn.Times.TellAt);
        turn.Times = turn.Times with { Told = ToldState.Of(turn.Ticket), TellAt = null };
        if (told is not null && reach.MayBeTold(turn.Ticket) && news.Between(told, turn.Ticket) is { } kind)
        {
            turn.Tell(kind, $"told\0{Moments.Name(at)}", news.TextOf(kind, told, turn.Ticket), told.Due);
        }
    }
}
