using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

public class StaffNoticesTests
{
    private static readonly StaffNotices Writer = new(Clocks.Settings, Desks.Signer);
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
        var notice = Assert.Single(Writer.Reminders(reminders, Tickets, Clocks.Start));
        Assert.Equal((kind, "bob@example.com", false), (notice.Kind, notice.To.Address, notice.ToCustomer));
        Assert.Equal(kind == NoticeKind.Reminders ? null : 7, notice.Ticket?.Number);
    }

    [Fact]
    public void Burst_IsOneMailAPerson()
    {
        var reminders = Enumerable.Range(1, 90).SelectMany(n => new[] { Of("bob", n, ReminderLevel.Overdue), Of("alice", n, ReminderLevel.Overdue), Of("gone", n, ReminderLevel.Overdue) }).ToList();
        var notices = Writer.Reminders(reminders, Tickets, Clocks.Start);
        Assert.Equal(["bob@example.com", "alice@example.com"], notices.Select(n => n.To.Address));
        Assert.All(notices, n => Assert.Equal((NoticeKind.Reminders, 50, "50 of 80"), (n.Kind, n.Result!.Tables[0].Rows.Count, n.Result.Tables[0].Remark)));
        Assert.Equal(2, notices.Select(n => n.MessageId).Distinct().Count());
        Assert.Equal(notices.Select(n => n.MessageId), Writer.Reminders(reminders, Tickets, Clocks.Start).Select(n => n.MessageId));
    }

    [Fact]
    public void Digest_IsOneADay()
    {
        var day = new DateOnly(2026, 3, 2);
        var notice = Writer.Digest(Desks.Bob, [Desks.Ticket(1), Desks.Ticket(2)], 2, day, Clocks.Start);
        Assert.Equal((NoticeKind.Digest, 2, null), (notice.Kind, notice.Result!.Tables[0].Rows.Count, notice.Result.Tables[0].Remark));
        Assert.Equal(["[HD-1]", "Printer on fire", "open", "P2", "", "1 day"], notice.Result.Tables[0].Rows[0]);
        Assert.Equal(notice.MessageId, Writer.Digest(Desks.Bob, [], 0, day, Clocks.Start.AddHours(1)).MessageId);
        Assert.NotEqual(notice.MessageId, Writer.Digest(Desks.Bob, [], 0, day.AddDays(1), Clocks.Start).MessageId);
    }

    private static Reminder Of(string staff, int ticket, ReminderLevel level) => new(staff, ticket, level, "it was due", Clocks.Start.AddMinutes(-ticket));
}
