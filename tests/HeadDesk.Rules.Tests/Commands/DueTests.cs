using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Tests.Commands;

public class DueTests
{
    private static readonly DateTimeOffset EndOfFifth = new(2026, 3, 5, 17, 0, 0, TimeSpan.Zero);

    // Desks.Now is Monday, 2 March 2026, 09:00 UTC.
    [Theory]
    [InlineData("2026-03-05", "2026-03-05T17:00:00Z")]
    [InlineData("2026-03-05 14:30", "2026-03-05T14:30:00Z")]
    [InlineData("2026-03-05T14:30", "2026-03-05T14:30:00Z")]
    [InlineData("2026-03-05T14:30:00+02:00", "2026-03-05T12:30:00Z")]
    [InlineData("3d", "2026-03-05T09:00:00Z")]
    [InlineData("4h", "2026-03-02T13:00:00Z")]
    [InlineData("today", "2026-03-02T17:00:00Z")]
    [InlineData("Tomorrow", "2026-03-03T17:00:00Z")]
    [InlineData("5 March", "2026-03-05T17:00:00Z")]
    [InlineData("05.03.2026", "2026-03-05T17:00:00Z")]
    [InlineData("friday", "2026-03-06T17:00:00Z")]
    [InlineData("fri", "2026-03-06T17:00:00Z")]
    [InlineData("sunday", "2026-03-08T17:00:00Z")]
    [InlineData("monday", "2026-03-09T17:00:00Z")]
    public void Date_IsUnderstoodAndTold(string date, string due)
    {
        var run = Runs.Done(Desks.Ticket(), $"#due {date}");
        Assert.Equal([("due", null, due)], run.Events());
        Assert.Equal(due, DateText.Iso(run.Ticket.Due));
        Assert.Equal([NoticeKind.TargetDate], run.Told());
    }

    [Fact]
    public void ChangedDate_IsToldAgainWithBoth()
    {
        var run = Runs.Done(Desks.Ticket() with { Due = EndOfFifth }, "#due 2026-03-06");
        var told = Assert.Single(Clocks.Told(run.Work!.Before, new Decision { Ticket = run.Ticket }));
        Assert.Equal((NoticeKind.TargetDate, "target date: 5 March 2026 → 6 March 2026"), (told.Kind, told.CauseText));
        Assert.Equal([("due", "2026-03-05T17:00:00Z", "2026-03-06T17:00:00Z")], run.Events());
    }

    [Fact]
    public void DeskElsewhere_SaysItsOwnDay()
    {
        var calendar = new DeskCalendar(DateTimeZoneProviders.Tzdb["America/New_York"], OpeningHours.AroundTheClock, Holidays.None);
        var run = Runs.Done(Desks.Ticket(), "#due 2026-03-05\n#hold 2026-03-04T20:30", settings: Runs.Settings with { Calendar = calendar });
        Assert.Equal("2026-03-05T22:00:00Z", DateText.Iso(run.Ticket.Due));
        Assert.Equal("[HD-7]: target date: 5 March 2026", run.Done[0]);
        Assert.Equal("[HD-7]: on hold until 4 March 2026 20:30 America/New_York", run.Done[^1]);
    }

    [Fact]
    public void SameDate_IsNotToldAgain()
    {
        var run = Runs.Done(Desks.Ticket() with { Due = EndOfFifth }, "#due 2026-03-05");
        Assert.Empty(run.Told());
        Assert.Empty(run.Work!.Entries);
    }

    [Theory]
    [InlineData("#due tomorrow\n#due 3d", 1)]
    [InlineData("#due tomorrow\n#due 2026-03-20", 1)]
    public void TwoDatesInOneMail_AreOneNotice(string commands, int told) => Assert.Equal(told, Runs.Done(Desks.Ticket(), commands).Told().Count());

    [Fact]
    public void ChangedAndChangedBack_TellsNothing() =>
        Assert.Empty(Runs.Done(Desks.Ticket() with { Due = EndOfFifth }, "#due tomorrow\n#due 5 March").Told());

    [Theory]
    [InlineData("#due", "missing", null)]
    [InlineData("#due tomorow", "no date", "tomorrow")]
    [InlineData("#due 2026-02-30", "does not exist", null)]
    [InlineData("#due 35.03.2026", "does not exist", null)]
    [InlineData("#due 2026-03-01", "past", null)]
    [InlineData("#due 0h", "past", null)]
    [InlineData("#due 2099-01-01", "10 years", null)]
    public void BadDate_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket(), command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal((nearest, "#due DATE|3d"), (error.Nearest, error.Usage));
    }

    [Theory]
    [InlineData(TicketStatus.Resolved)]
    [InlineData(TicketStatus.Closed)]
    [InlineData(TicketStatus.Spam)]
    public void OverTicket_GetsNoDate(TicketStatus status) => Runs.Error(Desks.Ticket(status: status), "#due 3d");
}
