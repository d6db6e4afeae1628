using HeadDesk.Rules.Tickets;
using static HeadDesk.Rules.Tickets.TicketStatus;

namespace HeadDesk.Rules.Clock;

/// <summary>Who may change a ticket's status.</summary>
[Flags]
public enum Movers
{
    None = 0,

    /// <summary>A staff member's mail: commands, or a reply to the customer.</summary>
    Staff = 1,

    /// <summary>The same, of an admin only.</summary>
    Admin = 2,

    /// <summary>A person's mail from the other side.</summary>
    Requester = 4,

    /// <summary>A move in the mailbox, or a reply from Sent.</summary>
    Folder = 8,

    /// <summary>Time alone.</summary>
    Clock = 16,
}

/// <summary>One change of status that there is.</summary>
/// <param name="How">What brings it about, in words.</param>
public sealed record Transition(TicketStatus From, TicketStatus To, Movers By, string How);

/// <summary>The life of a ticket (design §7): every change of status, and who may cause it. What is not here does not happen.</summary>
public static class Transitions
{
    /// <remarks>Merged and spam are final for everybody but an admin; mail that is moved out of Junk by hand is no spam.</remarks>
    public static IReadOnlyList<Transition> All { get; } =
    [
        new(New, Open, Movers.Staff | Movers.Folder, "taken, assigned or opened"),
        new(New, Waiting, Movers.Staff | Movers.Folder, "answered, or #wait"),
        new(New, Hold, Movers.Staff, "#hold"),
        new(New, Testing, Movers.Staff, "#testing"),
        new(New, Resolved, Movers.Staff | Movers.Folder, "#close, or moved to Closed"),
        new(New, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(New, Merged, Movers.Staff, "#merge"),
        new(Open, Waiting, Movers.Staff | Movers.Folder, "answered, or #wait"),
        new(Open, Hold, Movers.Staff, "#hold"),
        new(Open, Testing, Movers.Staff, "#testing"),
        new(Open, Resolved, Movers.Staff | Movers.Folder, "#close, or moved to Closed"),
        new(Open, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Open, Merged, Movers.Staff, "#merge"),
        new(Waiting, Open, Movers.Staff | Movers.Requester, "the requester's answer, or #open"),
        new(Waiting, Hold, Movers.Staff, "#hold"),
        new(Waiting, Testing, Movers.Staff, "#testing"),
        new(Waiting, Resolved, Movers.Staff | Movers.Folder | Movers.Clock, "#close, moved to Closed, or no answer to two questions"),
        new(Waiting, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Waiting, Merged, Movers.Staff, "#merge"),
        new(Hold, Open, Movers.Staff | Movers.Clock, "#open, or the date has come"),
        new(Hold, Waiting, Movers.Staff | Movers.Folder, "answered, or #wait"),
        new(Hold, Testing, Movers.Staff, "#testing"),
        new(Hold, Resolved, Movers.Staff | Movers.Folder, "#close, or moved to Closed"),
        new(Hold, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Hold, Merged, Movers.Staff, "#merge"),
        new(Testing, Open, Movers.Staff | Movers.Requester, "the requester's answer, or #open"),
        new(Testing, Waiting, Movers.Staff | Movers.Folder, "answered, or #wait"),
        new(Testing, Hold, Movers.Staff, "#hold"),
        new(Testing, Resolved, Movers.Staff | Movers.Folder | Movers.Requester, "#close, moved to Closed, or the requester's #accept"),
        new(Testing, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Testing, Merged, Movers.Staff, "#merge"),
        new(Resolved, Open, Movers.Staff | Movers.Folder | Movers.Requester, "the requester's answer, #reopen, or moved out of Closed"),
        new(Resolved, Waiting, Movers.Staff, "answered, or #wait"),
        new(Resolved, Hold, Movers.Staff, "#hold"),
        new(Resolved, Closed, Movers.Clock, "the reopen window is over"),
        new(Resolved, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Resolved, Merged, Movers.Staff, "#merge"),
        new(Closed, Open, Movers.Staff | Movers.Folder | Movers.Requester, "#reopen, moved out of Closed, or an answer that still belongs to it"),
        new(Closed, Waiting, Movers.Staff, "answered, or #wait"),
        new(Closed, Hold, Movers.Staff, "#hold"),
        new(Closed, Spam, Movers.Staff | Movers.Folder, "#spam, or moved to Junk"),
        new(Closed, Merged, Movers.Staff, "#merge"),
        new(Spam, New, Movers.Folder, "moved back to the queue"),
        new(Spam, Open, Movers.Admin | Movers.Folder, "#reopen, or moved to a staff folder"),
        new(Spam, Resolved, Movers.Folder, "moved to Closed"),
        new(Merged, Open, Movers.Admin, "#reopen"),
    ];

    private static readonly Dictionary<(TicketStatus, TicketStatus), Transition> ByEnds = All.ToDictionary(t => (t.From, t.To));

    /// <summary>Who may bring a ticket from one status to another; nobody where the table has no such row.</summary>
    public static Movers MoversOf(TicketStatus from, TicketStatus to) => ByEnds.TryGetValue((from, to), out var row) ? row.By : Movers.None;
}
