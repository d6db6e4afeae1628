namespace HeadDesk.Rules.Notices.Wording;

/// <summary>Names of what a ticket has, as heads of columns and of rows.</summary>
public sealed record TicketLabels
{
    public required string Ticket { get; init; }

    public required string Subject { get; init; }

    public required string Status { get; init; }

    public required string Priority { get; init; }

    public required string Assignee { get; init; }

    public required string Who { get; init; }

    public required string Why { get; init; }

    public required string Requester { get; init; }

    public required string Participants { get; init; }

    public required string Age { get; init; }

    public required string Due { get; init; }

    public required string Type { get; init; }

    public required string Category { get; init; }

    public required string Labels { get; init; }

    /// <summary>Behind a status.</summary>
    public required string Incident { get; init; }

    /// <summary>Behind a date.</summary>
    public required string Overdue { get; init; }
}

/// <summary>Fixed phrases of reminders and of the daily digest.</summary>
public sealed record DeskPhrases
{
    public required string Reminders { get; init; }

    public required string Overdue { get; init; }

    public required string DueToday { get; init; }

    public required string Waiting { get; init; }

    public required string InQueue { get; init; }

    /// <summary>The reader's own replies that wait.</summary>
    public required string Held { get; init; }

    /// <summary>Replies that wait whose writers are no longer on the staff.</summary>
    public required string HeldByNobody { get; init; }

    /// <summary>After a number, in the digest's subject.</summary>
    public required string CountOverdue { get; init; }

    public required string CountDueToday { get; init; }

    public required string CountWaiting { get; init; }

    public required string CountInQueue { get; init; }

    public required string CountHeld { get; init; }

    /// <summary>After "20 of 113".</summary>
    public required string TheOldest { get; init; }

    public required string HoldIsOver { get; init; }

    /// <summary>No answer will come, since no person wrote.</summary>
    public required string NoPerson { get; init; }

    /// <summary>No answer will come, since the address bounced.</summary>
    public required string DeadAddress { get; init; }
}
