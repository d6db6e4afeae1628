using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>
/// The commands of one mail being carried out: the tickets as changed so far, what was said about it and what is to follow. All or
/// nothing: once something <see cref="Fail"/>ed, whoever runs this throws the rest away.
/// </summary>
public sealed class CommandRun
{
    private readonly Dictionary<int, TicketWork> _works = [];
    private readonly List<TicketWork> _order = [];
    private readonly List<CommandError> _errors = [];
    private readonly List<string> _done = [];
    private readonly List<ResultTable> _tables = [];
    private readonly List<TicketHistory> _shown = [];
    private readonly List<StaffMember> _asked = [];
    private readonly List<DutySwap> _swaps = [];
    private Order? _current;
    private int _newNumbers;

    /// <param name="only">The one ticket that the writer's proof is good for; null for any (design §6).</param>
    public CommandRun(Ticket? ticket, StaffMember by, DeskSettings settings, CommandFacts facts, DateTimeOffset now, int? only = null)
    {
        (By, Settings, Facts, Now, Only) = (by, settings, facts, now, only);
        Work = ticket is null ? null : Take(ticket, opens: false);
        Home = ticket?.Number;
    }

    public StaffMember By { get; }

    public DeskSettings Settings { get; }

    public CommandFacts Facts { get; }

    public DateTimeOffset Now { get; }

    public int? Only { get; }

    /// <summary>The number of the ticket that the mail itself is about; null where it is about none.</summary>
    public int? Home { get; }

    /// <summary>The ticket that commands change now; null before one is named.</summary>
    public TicketWork? Work { get; private set; }

    /// <summary>As changed so far. Only for commands of <see cref="CommandScope.Ticket"/>, which never run without one.</summary>
    public Ticket Ticket => Work!.Ticket;

    /// <summary>None once something failed, like everything else that was done.</summary>
    public IReadOnlyList<TicketWork> Works => Unless(_order);

    public IReadOnlyList<CommandError> Errors => _errors;

    /// <summary>What was done, one plain sentence each: the transcript.</summary>
    public IReadOnlyList<string> Done => Unless(_done);

    public IReadOnlyList<ResultTable> Tables => Unless(_tables);

    /// <summary>Each ticket as it is after all commands.</summary>
    public IReadOnlyList<TicketHistory> Shown => [.. Unless(_shown).Select(s => s with { Ticket = Latest(s.Ticket) })];

    /// <summary>Whom this mail asks for help; the rotation remembers it.</summary>
    public IReadOnlyList<StaffMember> Asked => Unless(_asked);

    /// <summary>What this mail changes on the duty roster.</summary>
    public IReadOnlyList<DutySwap> Swaps => Unless(_swaps);

    /// <summary>The rest is an internal note.</summary>
    public bool RestIsNote { get; set; }

    /// <summary>The first line of the note, where it stands beside the command.</summary>
    public string? NoteHead { get; set; }

    /// <summary>Canned text that goes before the rest.</summary>
    public string? Canned { get; set; }

    /// <summary>Lets the held reply go.</summary>
    public bool SendsHeld { get; set; }

    /// <summary>The words that were searched for.</summary>
    public string? Searched { get; set; }

    /// <summary>Runs the orders in turn; each may fail by itself, so that every error is told at once.</summary>
    public void Obey(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            _current = order;
            if (order.Command.Scope == CommandScope.Ticket && Work is null)
            {
                Fail("the mail is about no ticket; answer a mail of one, or name it first: #ticket N");
            }
            else if (Work?.Ticket is { Status: TicketStatus.Merged } merged && !order.Command.WorksOnMerged)
            {
                Fail($"{Tag(merged)} was merged into ticket {merged.MergedInto}; name that one first: #ticket {merged.MergedInto}");
            }
            else
            {
                order.Command.Run(this, order.Argument);
            }
        }

        _current = null;
    }

    /// <summary>This command cannot be carried out, hence none is.</summary>
    /// <param name="reason">What is wrong, in plain words.</param>
    /// <param name="nearest">The word that was probably meant.</param>
    public void Fail(string reason, string? nearest = null) =>
        _errors.Add(new CommandError(_current?.Line ?? 0, _current?.Source ?? "", reason, nearest, _current?.Command.Usage));

    public void Say(string sentence) => _done.Add(sentence);

    /// <summary>Later commands of this mail are about that ticket.</summary>
    /// <returns>False, with the failure said, where there is none of that number or the proof does not reach so far.</returns>
    public bool Select(int number)
    {
        if (Find(number) is not { } ticket)
        {
            return false;
        }

        if (!Reaches(ticket.Number))
        {
            FailReach(number);
            return false;
        }

        Work = Take(ticket, opens: false);
        return true;
    }

    /// <summary>The writer's proof is good for that ticket (design §6).</summary>
    public bool Reaches(int number) => Only is not { } only || only == number;

    public void FailReach(int number) => Fail(
        (Only == Staff.Proof.NoTicket ? "this mail proves who you are for no ticket" : $"this mail proves who you are only for ticket {Only}")
        + $"; answer a mail about ticket {number} instead");

    /// <summary>The writer's own replies that wait on that ticket: the one written for it first, then those that came with others.</summary>
    public List<HeldReply> Waiting(Ticket ticket) =>
        [.. Facts.Held.Where(h => h.On == ticket.Number && h.Staff == By.Name).OrderBy(h => h.Ticket != ticket.Number)];

    /// <summary>That ticket as changed so far.</summary>
    public Ticket Latest(Ticket ticket) => _works.TryGetValue(ticket.Number, out var work) ? work.Ticket : ticket;

    /// <summary>Does something to a ticket beside the present one, which is the present one again afterwards.</summary>
    public void On(TicketWork other, Action act)
    {
        var present = Work;
        Work = other;
        act();
        Work = present;
    }

    /// <summary>A date as people write it.</summary>
    /// <returns>False, with the failure said, where it is none.</returns>
    public bool Date(string text, out DateTimeOffset at)
    {
        var (found, error) = DateWords.Parse(text, Now, By.Zone ?? Settings.Calendar.Zone, Settings.Calendar);
        at = found ?? default;
        if (error is not null)
        {
            Fail(error, Nearest.Of(text, DateWords.Names));
        }

        return found is not null;
    }

    /// <summary>The ticket of that number as changed so far; null, with the failure said, where there is none.</summary>
    public Ticket? Find(int number)
    {
        if (_works.TryGetValue(number, out var work))
        {
            return work.Ticket;
        }

        if (!Facts.Tickets.TryGetValue(number, out var found))
        {
            Fail(Facts.Tickets.Count >= CommandNeeds.MaxTickets ? $"one mail names at most {CommandNeeds.MaxTickets} tickets" : $"there is no ticket {number}");
            return null;
        }

        return _works.TryGetValue(found.Ticket.Number, out work) ? work.Ticket : found.Ticket;
    }

    /// <summary>A ticket beside the present one, to be changed too.</summary>
    public TicketWork Take(Ticket ticket, bool opens)
    {
        if (!_works.TryGetValue(ticket.Number, out var work))
        {
            work = new TicketWork(ticket, opens);
            _works.Add(ticket.Number, work);
            _order.Add(work);
        }

        return work;
    }

    /// <summary>A number for a ticket that the command opens; <see cref="CommandNeeds.NewTickets"/> must have asked for it.</summary>
    public int NewNumber() => Facts.NewNumbers[_newNumbers++];

    /// <summary>Changes the present ticket, puts the event on record and says it in the transcript.</summary>
    /// <param name="after">The ticket as it is from now on.</param>
    /// <param name="change">What changed.</param>
    /// <param name="sentence">The event in words, e.g. "priority: P2 → P1".</param>
    public void Change(Ticket after, Change change, string sentence)
    {
        Work!.Ticket = after with { Updated = Now };
        Work.Entries.Add(Entries.Event(change, sentence, By.Name, Via.Mail, Now));
        Say($"{Tag(after)}: {sentence}");
    }

    /// <summary>The status becomes another; nothing where it is that already.</summary>
    public void ChangeStatus(TicketStatus status)
    {
        var before = Ticket;
        Work!.Quietly &= before.Status == status;
        if (before.Status == status)
        {
            Say($"{Tag(before)} is {status.ToString().ToLowerInvariant()} already");
        }
        else
        {
            var after = before with { Status = status, StatusSince = Now, Updated = Now, HoldUntil = status == TicketStatus.Hold ? before.HoldUntil : null };
            var entry = Entries.StatusChanged(before, after, By.Name, Via.Mail, Now);
            Work!.Ticket = after;
            Work.Entries.Add(entry);
            Say($"{Tag(after)}: {entry.Text}");
        }

        Work!.StatusGiven = true;
    }

    /// <summary>The ticket goes to somebody, or with null back to the queue. A new ticket that is taken is open.</summary>
    public void Assign(StaffMember? to)
    {
        var before = Ticket;
        if (before.Assignee == to?.Name)
        {
            Say(to is null ? $"{Tag(before)} is nobody's already" : $"{Tag(before)} is with {to.Name} already");
            return;
        }

        var entry = Entries.Assigned(before.Assignee, to?.Name, By.Name, Via.Mail, Now);
        Work!.Ticket = before with { Assignee = to?.Name, Updated = Now };
        Work.Entries.Add(entry);
        Say($"{Tag(before)}: {entry.Text}");
        if (to is not null && before.Status == TicketStatus.New)
        {
            ChangeStatusSilently(TicketStatus.Open);
        }

        // Only who has it in the end is told, and only of news.
        Work.Notices.RemoveAll(n => n.Kind == NoticeKind.Assigned);
        if (to is not null && to != By && to.Name != Work.Before.Assignee)
        {
            Tell(to, NoticeKind.Assigned, Settings.Words.Assigned(before.Assignee, to.Name));
        }
    }

    /// <summary>A notice about the present ticket to a staff member.</summary>
    public void Tell(StaffMember to, NoticeKind kind, string text) => Work!.Notices.Add(new PlannedNotice(kind, new Party(to.DisplayName, to.Address), text));

    /// <summary>Where no person outside wrote to the present ticket, its requester is told nothing; the transcript says so.</summary>
    public void SayIfUntold()
    {
        if (Ticket.Times.OnlyMachines)
        {
            Say($"{Tag(Ticket)}: the requester is not told, since no person outside wrote to it");
        }
    }

    public void Ask(StaffMember member) => _asked.Add(member);

    public void Swap(DutySwap swap) => _swaps.Add(swap);

    public void Answer(ResultTable table) => _tables.Add(table);

    public void Show(TicketHistory history) => _shown.Add(history);

    public string Tag(Ticket ticket) => Tag(ticket.Number);

    public string Tag(int number) => Threading.SubjectTag.Format(Settings.TicketPrefix, number);

    private List<T> Unless<T>(List<T> done) => _errors.Count > 0 ? [] : done;

    private void ChangeStatusSilently(TicketStatus status)
    {
        var before = Ticket;
        Work!.Ticket = before with { Status = status, StatusSince = Now };
        Work.Entries.Add(Entries.StatusChanged(before, Work.Ticket, By.Name, Via.Mail, Now));
    }
}
