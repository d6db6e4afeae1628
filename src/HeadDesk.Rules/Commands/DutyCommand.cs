using System.Globalization;
using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Staff;
using NodaTime;

namespace HeadDesk.Rules.Commands;

internal sealed class DutyCommand() : Command("duty", "#duty [swap NAME DATE]", "says who is on duty; with swap NAME does it for you in the period of DATE", CommandGroup.Questions, CommandScope.Desk)
{
    private const string Swap = "swap";
    private const int PeriodsAhead = 4;

    public override void Ask(CommandNeeds needs, string argument) => needs.Duty = true;

    public override void Run(CommandRun run, string argument)
    {
        var words = argument.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            Show(run, new DutyRoster(run.Settings));
        }
        else if (!words[0].Equals(Swap, StringComparison.OrdinalIgnoreCase))
        {
            run.Fail($"#duty stands alone or before swap, not before {words[0]}", Nearest.Of(words[0], [Swap]));
        }
        else if (words.Length < 3)
        {
            run.Fail(words.Length == 1 ? "a name and a date are missing" : "a date is missing");
        }
        else
        {
            Exchange(run, new DutyRoster(run.Settings), words[1], words[2]);
        }
    }

    /// <summary>What who was swapped in reads.</summary>
    public static string Sentence(DutyRoster roster, DutySwap swap)
    {
        var period = roster.PeriodOf(swap.Date);
        return $"{swap.To} is on duty instead of {swap.From} from {Day(roster.FirstDayOf(period))} to {Day(roster.LastDayOf(period))}";
    }

    private static void Show(CommandRun run, DutyRoster roster)
    {
        string[] columns = ["Name", "Address"];
        if (!roster.Rotates)
        {
            run.Answer(new ResultTable("On duty", columns, [.. run.Settings.Admins.Select(Row)], "There is no duty roster; these are the admins."));
            return;
        }

        var swaps = Swaps(run);
        var now = roster.PeriodAt(run.Now);
        run.Answer(new ResultTable("On duty", columns, [.. roster.In(now, swaps).Select(Row)], $"Until {run.Day(roster.BeginOf(now + 1))}."));
        run.Answer(new ResultTable(
            "After that", ["From", "To", "Who"],
            [.. Enumerable.Range(now + 1, PeriodsAhead).Select(p => (IReadOnlyList<string>)[Day(roster.FirstDayOf(p)), Day(roster.LastDayOf(p)), Names(roster.In(p, swaps))])],
            "#duty swap NAME DATE finds you a stand-in for the period of DATE."));
    }

    private static void Exchange(CommandRun run, DutyRoster roster, string name, string date)
    {
        if (!roster.Rotates)
        {
            run.Fail("there is no duty roster: the admins are always on duty");
        }
        else if (run.Only is not null)
        {
            run.Fail("this mail proves who you are by a notice that it answers, which is not enough to change the duty roster; write a new mail");
        }
        else if (Member(run, name) is { } member && Period(run, roster, date) is { } day)
        {
            var period = roster.PeriodOf(day);
            var present = roster.In(period, Swaps(run));
            if (!present.Contains(run.By))
            {
                run.Fail($"you are not on duty from {Day(roster.FirstDayOf(period))} to {Day(roster.LastDayOf(period))}; on duty then: {Names(present)}");
            }
            else if (present.Contains(member))
            {
                run.Fail($"{member.Name} is on duty from {Day(roster.FirstDayOf(period))} to {Day(roster.LastDayOf(period))} already");
            }
            else
            {
                var swap = new DutySwap(day, run.By.Name, member.Name, run.By.Name);
                run.Swap(swap);
                run.Say(Sentence(roster, swap));
            }
        }
    }

    private static StaffMember? Member(CommandRun run, string name)
    {
        var (member, error, nearest) = People.Find(name, run.By, run.Settings);
        if (member is null)
        {
            run.Fail(error!, nearest);
        }
        else if (member == run.By)
        {
            run.Fail("you cannot stand in for yourself");
            return null;
        }

        return member;
    }

    // The roster has days in the desk's zone, whoever writes; and today is a day as long as it lasts, also after closing time.
    private static DateOnly? Period(CommandRun run, DutyRoster roster, string text)
    {
        var calendar = run.Settings.Calendar;
        var midnight = calendar.Zone.AtStartOfDay(LocalDate.FromDateOnly(roster.Today(run.Now))).ToDateTimeOffset();
        var (found, error) = DateWords.Parse(text, midnight, calendar.Zone, calendar);
        if (found is not { } at)
        {
            run.Fail(error!, Nearest.Of(text, DateWords.Names));
            return null;
        }

        return roster.Today(at);
    }

    private static List<DutySwap> Swaps(CommandRun run) => [.. run.Facts.DutySwaps, .. run.Swaps];

    private static IReadOnlyList<string> Row(StaffMember member) => [member.DisplayName, member.Address];

    private static string Names(IEnumerable<StaffMember> members) => string.Join(", ", members.Select(m => m.Name));

    private static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
