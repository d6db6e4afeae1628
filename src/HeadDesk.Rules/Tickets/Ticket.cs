namespace HeadDesk.Rules.Tickets;

/// <summary>One request: everything about it that is not history.</summary>
public sealed record Ticket
{
    /// <summary>N of <c>[HD-N]</c>; counted per desk from 1.</summary>
    public required int Number { get; init; }

    public required string Subject { get; init; }

    public TicketStatus Status { get; init; } = TicketStatus.New;

    /// <summary>The name of the staff member who has it; null in the queue.</summary>
    public string? Assignee { get; init; }

    public required Party Requester { get; init; }

    /// <summary>The requester first, then those copied in; never the desk itself, never staff.</summary>
    public IReadOnlyList<Party> Participants { get; init; } = [];

    /// <summary>Addresses that staff took out; whoever copies them in, they take no part until staff say so or they write themselves.</summary>
    public IReadOnlyList<string> TakenOut { get; init; } = [];

    public Priority Priority { get; init; } = Priority.P2;

    public TicketType? Type { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Confidentiality, integrity or availability is in danger.</summary>
    public bool Incident { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>When the last entry was made.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When the status last changed; the reopen window counts from here.</summary>
    public required DateTimeOffset StatusSince { get; init; }

    /// <summary>The target date told to the requester.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When a ticket on hold wakes up; null where it waits for a person.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Where the requester asked to be answered (Reply-To of their last mail); null for the requester's own address.</summary>
    public Party? AnswerTo { get; init; }

    /// <summary>What the clock remembers.</summary>
    public Clock.TicketTimes Times { get; init; } = Clock.TicketTimes.None;

    /// <summary>When the clock must look at it next; null where only a person can move it.</summary>
    public DateTimeOffset? Wake { get; init; }

    /// <summary>The ticket that took this one in, where the status is merged.</summary>
    public int? MergedInto { get; init; }

    /// <summary>The ticket this one was linked to when it was opened (a stranger's number, a late reply).</summary>
    public int? LinkedTo { get; init; }

    /// <summary>BCP 47 primary language of the requester's mail, for templates; null when unsure.</summary>
    public string? Language { get; init; }

    /// <summary>How many mails the ticket holds, both ways, notices not counted.</summary>
    public int Messages { get; init; }

    /// <summary>Where a reply on it goes: to where the requester asked to be answered, then to everybody else.</summary>
    public IEnumerable<Party> WrittenTo
    {
        get
        {
            var to = AnswerTo ?? Requester;
            return Participants.Where(p => !p.Is(Requester.Address) && !p.Is(to.Address)).Prepend(to);
        }
    }

    public bool IsTakenOut(Party party) => TakenOut.Any(party.Is);

    /// <summary>Nothing keeps that party out any more; whether they take part is another question.</summary>
    public Ticket Admit(Party party) => IsTakenOut(party) ? this with { TakenOut = [.. TakenOut.Where(a => !party.Is(a))] } : this;

    public bool IsParticipant(Party party) => Participants.Any(p => p.Is(party.Address));

    /// <summary>Mail of the ticket goes to that address: a participant's, or where the requester asked to be answered (who filled in a form).</summary>
    public bool Concerns(Party party) => IsParticipant(party) || Requester.Is(party.Address) || AnswerTo?.Is(party.Address) == true;
}
