using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>A ticket that nobody takes: first who is on duty hears of it, then everybody.</summary>
internal sealed class UnclaimedRule(DeskSettings settings) : IClockRule
{
    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now)
    {
        if (ticket.Times.UnclaimedSince is not { } since)
        {
            return null;
        }

        var (first, all) = MomentsOf(since);
        var said = ticket.Times.Said;
        return said.Contains(AllKey(since)) ? null : said.Contains(FirstKey(since)) || all < first ? all : first;
    }

    public void Act(ClockTurn turn)
    {
        var since = turn.Times.UnclaimedSince!.Value;
        var (_, all) = MomentsOf(since);
        var everybody = all <= turn.Now;
        turn.Remind(
            everybody ? turn.Audience.Everybody : turn.Audience.OnDuty,
            ReminderLevel.Unclaimed,
            settings.Words.Unclaimed(turn.Now - since),
            everybody ? all : MomentsOf(since).First);
        turn.Say(everybody ? [FirstKey(since), AllKey(since)] : [FirstKey(since)]);
    }

    private (DateTimeOffset First, DateTimeOffset All) MomentsOf(DateTimeOffset since) =>
        (settings.Calendar.Add(since, settings.Clock.Unclaimed), settings.Calendar.Add(since, settings.Clock.UnclaimedAll));

    private static string FirstKey(DateTimeOffset since) => $"unclaimed:{Moments.Name(since)}";

    private static string AllKey(DateTimeOffset since) => $"unclaimed-all:{Moments.Name(since)}";
}
