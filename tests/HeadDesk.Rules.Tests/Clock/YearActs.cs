using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>What staff do with a ticket, by how often: a mail of commands and words, or a move ('/' and the folder).</summary>
internal static class YearActs
{
    private static readonly (int Weight, string Act)[] All =
    [
        (20, "/bob"), (8, "/alice"), (2, "/INBOX"), (6, "/bob/Closed"), (1, "/Junk"),
        (40, "Hello,\n\nwhich printer?"), (8, "#close\n\nIt is fixed."), (6, "#close"), (2, "#close quietly"), (3, "#reopen"), (2, "#open"),
        (4, "#hold 3d"), (1, "#hold"), (4, "#due 5d"), (2, "#due 20d\n\nWe have ordered a new one."), (3, "#priority P1"), (2, "#priority P3"),
        (4, "#testing"), (2, "#wait"), (2, "#assign alice"), (1, "#unassign"), (1, "#spam"), (2, "#note somebody should look"),
    ];

    private static readonly int Sum = All.Sum(a => a.Weight);

    public static string Choose(Random random, Ticket ticket)
    {
        if (ticket.Status == TicketStatus.Resolved && random.Next(4) > 0)
        {
            return "#note it was the fuse";
        }

        var dice = random.Next(Sum);
        foreach (var (weight, act) in All)
        {
            if ((dice -= weight) < 0)
            {
                return act;
            }
        }

        return All[^1].Act;
    }
}
