namespace HeadDesk.Rules.Commands;

/// <summary>What the commands of one mail need to know of the store; gathered before they run, since rules do no I/O.</summary>
public sealed class CommandNeeds
{
    /// <summary>A mail may name so many tickets; the rest is not looked up, and the commands say so.</summary>
    public const int MaxTickets = 20;

    private readonly HashSet<int> _tickets = [];
    private readonly HashSet<TicketList> _lists = [];
    private readonly HashSet<string> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tickets by number, with their newest entries.</summary>
    public IReadOnlyCollection<int> Tickets => _tickets;

    public IReadOnlyCollection<TicketList> Lists => _lists;

    /// <summary>Canned answers by name.</summary>
    public IReadOnlyCollection<string> Answers => _answers;

    /// <summary>Words of a full-text search; null where none is wanted.</summary>
    public string? Search { get; set; }

    public bool Stats { get; set; }

    /// <summary>Tickets as they were named, also where they were merged: one of them is to be taken apart again.</summary>
    public bool Merged { get; set; }

    /// <summary>The swaps of the duty roster.</summary>
    public bool Duty { get; set; }

    /// <summary>Numbers for tickets that the commands may open.</summary>
    public int NewTickets { get; set; }

    public void Ticket(int number)
    {
        if (_tickets.Count < MaxTickets)
        {
            _tickets.Add(number);
        }
    }

    public void List(TicketList list) => _lists.Add(list);

    public void Answer(string name)
    {
        if (_answers.Count < MaxTickets)
        {
            _answers.Add(name);
        }
    }
}

/// <summary>A choice of tickets, oldest first.</summary>
public enum TicketList
{
    /// <summary>Everything that is not over.</summary>
    Open,

    /// <summary>What the asking staff member has and is not over.</summary>
    Mine,

    /// <summary>In the queue, oldest unclaimed first.</summary>
    Unassigned,

    /// <summary>Past its target date.</summary>
    Overdue,
}
