using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tests.Calendar;
using HeadDesk.Rules.Tests.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>Tickets on a clock, for tables. The desk is open from Monday to Friday, 08:00 to 16:00 UTC.</summary>
internal static class Clocks
{
    /// <summary>Monday, 2 March 2026, 09:00.</summary>
    public static readonly DateTimeOffset Start = Desks.Now;

    public static DeskSettings Settings { get; } = Desks.Settings with { Calendar = Calendars.Of("UTC", "mon-fri 08:00-16:00") };

    public static Timekeeper Keeper(DeskSettings? settings = null, TimeSpan? delay = null) => new(settings ?? Settings, Desks.Signer, delay);

    /// <summary>A ticket as the clock has it from its opening at <see cref="Start"/>.</summary>
    public static Ticket Opened(Func<Ticket, Ticket>? change = null, DeskSettings? settings = null)
    {
        var ticket = Desks.Ticket(status: TicketStatus.New) with { Created = Start, Updated = Start, StatusSince = Start };
        var opened = change is null ? ticket : change(ticket);
        return Keeper(settings).Stamp(null, new Decision { Ticket = opened, Opens = true, PersonWrote = true }, Start);
    }

    /// <summary>What a requester hears of a decision once it has rested.</summary>
    public static IReadOnlyList<Notice> Told(Ticket before, Decision decision, DeskSettings? settings = null)
    {
        settings ??= Desks.Settings;
        var keeper = Keeper(settings with { Clock = settings.Clock with { AskSatisfaction = new Duration(10, DurationUnit.Days) } });
        var known = keeper.Stamp(before, new Decision { Ticket = before }, Desks.Now.AddDays(-1));
        var stamped = keeper.Stamp(known, decision, Desks.Now);
        Assert.Empty(keeper.Advance(stamped, [], Desks.Now).Decision.Notices);
        return keeper.Advance(stamped, [], Desks.Now.AddMinutes(1)).Decision.Notices;
    }

    /// <summary>What a requester hears of commands.</summary>
    public static IEnumerable<NoticeKind> Told(this CommandRun run) =>
        Told(run.Work!.Before, new Decision { Ticket = run.Ticket, Quietly = run.Work.Quietly }, Runs.Settings).Select(n => n.Kind);

    public static DateTimeOffset At(string text) => Calendars.At(text);
}
