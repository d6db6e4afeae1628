using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tests.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>It is Monday, 2 March 2026, 09:00 UTC; alice is an admin, bob an agent.</summary>
public class DigestWriterTests
{
    private static readonly TicketChoice Nothing = new([], 0);

    [Fact]
    public void Digest_SortsWhatIsTheirsAndShowsTheQueueOldestFirst()
    {
        var theirs = Choice(
            Ticket(1) with { Due = Desks.Now.AddMinutes(-1) },
            Ticket(2) with { Times = new TicketTimes { Overdue = true } },
            Ticket(3) with { Due = Desks.Now.AddHours(8) },
            Ticket(4) with { Due = Desks.Now.AddHours(15) },
            Ticket(5, TicketStatus.Waiting),
            Ticket(6, TicketStatus.Waiting) with { Due = Desks.Now.AddHours(1) },
            Ticket(7),
            Ticket(8, TicketStatus.Resolved) with { Due = Desks.Now.AddHours(-1) });
        var queue = Choice(Ticket(20, TicketStatus.New) with { Created = Desks.Now.AddHours(-1) }, Ticket(21, TicketStatus.New) with { Created = Desks.Now.AddHours(-2) });
        var notice = Write(Desks.Bob, theirs, queue, ["bob"])!;
        Assert.Equal(
            [("Overdue", "[HD-1] [HD-2]"), ("Due today", "[HD-3] [HD-6]"), ("Waiting for the customer", "[HD-5]"), ("In the queue", "[HD-21] [HD-20]")],
            notice.Result!.Tables.Select(t => (t.Heading, string.Join(' ', t.Rows.Select(r => r[0])))));
        Assert.Equal("2 overdue, 2 due today, 1 waiting, 2 in the queue", notice.CauseSubject);
        Assert.Equal((NoticeKind.Digest, "bob@example.com", "auto-generated", false), (notice.Kind, notice.To.Address, notice.AutoSubmitted, notice.ToCustomer));
        Assert.All(notice.Result.Tables, t => Assert.Null(t.Remark));
        Assert.Null(notice.Result.Remark);
    }

    [Fact]
    public void DueToday_IsTodayWhereTheDeskIs()
    {
        var settings = Desks.Settings with { Calendar = Calendars.Of("America/New_York", "mon-fri 09:00-17:00") };
        var theirs = Choice(Ticket(1) with { Due = Calendars.At("2026-03-03T04:00:00Z") }, Ticket(2) with { Due = Calendars.At("2026-03-03T05:00:00Z") });
        var notice = new DigestWriter(settings, Desks.Signer).Write(Desks.Bob, theirs, Nothing, [], [], Desks.Now)!;
        Assert.Equal("[HD-1]", Assert.Single(Assert.Single(notice.Result!.Tables).Rows)[0]);
    }

    [Theory]
    [InlineData("alice", "", true)]
    [InlineData("alice", "bob", true)]
    [InlineData("bob", "bob", true)]
    [InlineData("bob", "", false)]
    [InlineData("bob", "alice", false)]
    public void Queue_GoesToWhoIsOnDutyAndToAdmins(string member, string onDuty, bool told) =>
        Assert.Equal(told, Write(Desks.Settings.StaffNamed(member)!, Nothing, Choice(Ticket(20)), onDuty.Split(' ')) is not null);

    [Fact]
    public void NothingToSay_IsNoNotice()
    {
        Assert.Null(Write(Desks.Alice, Nothing, Nothing, ["alice"]));
        Assert.Null(Write(Desks.Bob, Choice(Ticket(1), Ticket(2, TicketStatus.Hold), Ticket(3) with { Due = Desks.Now.AddDays(2) }), Nothing, ["bob"]));
    }

    // Spam is not answered, and what is closed has been nagged about for as long as it could be opened again.
    [Theory]
    [InlineData("alice", "[HD-1] [HD-2]", "[HD-6]")]
    [InlineData("bob", "[HD-5]", null)]
    public void RepliesThatWait_AreToldTheirWritersAndAdminsWhereTheseLeft(string member, string own, string? left)
    {
        (string, Ticket)[] held =
        [
            ("alice", Ticket(1)), ("alice", Ticket(1)), ("alice", Ticket(2, TicketStatus.Resolved)), ("alice", Ticket(3, TicketStatus.Spam)), ("alice", Ticket(4, TicketStatus.Closed)),
            ("bob", Ticket(5)), ("ghost", Ticket(6)),
        ];
        var tables = Write(Desks.Settings.StaffNamed(member)!, Nothing, Nothing, [], held)!.Result!.Tables;
        Assert.Equal(left is null ? [own] : [own, left], tables.Select(t => string.Join(' ', t.Rows.Select(r => r[0]))));
        Assert.Contains("#send", tables[0].Heading, StringComparison.Ordinal);
    }

    [Fact]
    public void LongTables_SayHowManyThereAre()
    {
        var theirs = Choice([.. Enumerable.Range(1, 60).Select(i => Ticket(i) with { Times = new TicketTimes { Overdue = true } })]) with { Total = 75 };
        var queue = Choice([.. Enumerable.Range(100, 50).Select(i => Ticket(i, TicketStatus.New))]) with { Total = 113 };
        var result = Write(Desks.Alice, theirs, queue, [])!.Result!;
        Assert.Equal([(50, "50 of 60, the oldest"), (50, "50 of 113, the oldest")], result.Tables.Select(t => (t.Rows.Count, t.Remark)));
        Assert.StartsWith("You have 15 tickets more", result.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void SameDay_HasTheSameMessageIdAndAnotherDayHasNot()
    {
        var queue = Choice(Ticket(20));
        var writer = new DigestWriter(Desks.Settings with { Calendar = Calendars.Of("America/New_York", "") }, Desks.Signer);
        string Id(StaffMember member, DateTimeOffset at) => writer.Write(member, Nothing, queue, ["bob"], [], at)!.MessageId;
        Assert.Equal(Id(Desks.Alice, Desks.Now), Id(Desks.Alice, Desks.Now.AddHours(18)));
        Assert.NotEqual(Id(Desks.Alice, Desks.Now), Id(Desks.Alice, Desks.Now.AddDays(1)));
        Assert.NotEqual(Id(Desks.Alice, Desks.Now), Id(Desks.Bob, Desks.Now));
    }

    private static Notice? Write(StaffMember member, TicketChoice theirs, TicketChoice queue, IReadOnlyList<string> onDuty, params (string Staff, Ticket On)[] held) =>
        new DigestWriter(Desks.Settings, Desks.Signer).Write(member, theirs, queue, onDuty, held, Desks.Now);

    private static Ticket Ticket(int number, TicketStatus status = TicketStatus.Open) => Desks.Ticket(number, status);

    private static TicketChoice Choice(params Ticket[] tickets) => new(tickets, tickets.Length);
}
