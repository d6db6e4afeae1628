using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

public class ReminderWriterTests
{
    private static readonly ReminderWriter Writer = new(Clocks.Settings, Desks.Signer);
    private static readonly Dictionary<int, Ticket> Tickets = Enumerable.Range(1, 80).ToDictionary(n => n, n => Desks.Ticket(n));

    [Theory]
    [InlineData("DueSoon", NoticeKind.DueSoon)]
    [InlineData("Overdue", NoticeKind.Overdue)]
    [InlineData("Silent", NoticeKind.Overdue)]
    [InlineData("DueSoon Overdue", NoticeKind.Overdue)]
    [InlineData("Unclaimed", NoticeKind.Reminders)]
    public void OneTicket_IsAMailAboutIt(string levels, NoticeKind kind)
    {
        var reminders = levels.Split(' ').Select(l => Of("bob", 7, Enum.Parse<ReminderLevel>(l)));
        var notice = Assert.Single(Writer.Write(reminders, Tickets, Clocks.Start));
        Assert.Equal((kind, "bob@example.com", false), (notice.Kind, notice.To.Address, notice.ToCustomer));
        Assert.Equal(kind == NoticeKind.Reminders ? null : 7, notice.Ticket?.Number);
    }

    [Fact]
    public void Burst_IsOneMailAPerson()
    {
        var reminders = Enumerable.Range(1, 90).SelectMany(n => new[] { Of("bob", n, ReminderLevel.Overdue), Of("alice", n, ReminderLevel.Overdue), Of("gone", n, ReminderLevel.Overdue) }).ToList();
        var notices = Writer.Write(reminders, Tickets, Clocks.Start);
        Assert.Equal(["bob@example.com", "alice@example.com"], notices.Select(n => n.To.Address));
        Assert.All(notices, n => Assert.Equal((NoticeKind.Reminders, 50, "50 of 80"), (n.Kind, n.Result!.Tables[0].Rows.Count, n.Result.Tables[0].Remark)));
        Assert.Equal(2, notices.Select(n => n.MessageId).Distinct().Count());
        Assert.Equal(notices.Select(n => n.MessageId), Writer.Write(reminders, Tickets, Clocks.Start).Select(n => n.MessageId));
    }

    private static Reminder Of(string staff, int ticket, ReminderLevel level) => new(staff, ticket, level, "it was due", Clocks.Start.AddMinutes(-ticket));
}
