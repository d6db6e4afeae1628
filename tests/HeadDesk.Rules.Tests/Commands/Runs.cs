using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>Commands as a staff member's mail gives them, carried out on a ticket.</summary>
internal static class Runs
{
    public static readonly StaffMember Bobby = new("bobby", "Robert Roe", ["robert@example.com"], "bobby", StaffRole.Agent);
    public static readonly StaffMember Erin = new("erin", "Erin Eagle", ["erin@example.com"], "erin", StaffRole.Agent);

    public static DeskSettings Settings { get; } = Desks.Settings with
    {
        Staff = [Desks.Alice, Desks.Bob, Bobby, Erin],
        Teams = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["network"] = ["bob", "erin"], ["alone"] = ["bob"], ["ghosts"] = ["nobody"] },
    };

    public static CommandRun Of(Ticket? ticket, string commands, CommandFacts? facts = null, DeskSettings? settings = null, int? only = null, StaffMember? by = null)
    {
        settings ??= Settings;
        var mail = CommandReader.Read(Desks.Of(Desks.Mail(Party(Desks.Alice), "Re: Printer") with { Text = commands }), settings.TicketPrefix);
        Assert.Empty(mail.Errors);
        var run = new CommandRun(ticket, by ?? Desks.Alice, settings, facts ?? CommandFacts.None, Desks.Now, only);
        run.Obey(mail.Orders);
        return run;
    }

    /// <summary>Carried out without an error.</summary>
    public static CommandRun Done(Ticket? ticket, string commands, CommandFacts? facts = null, DeskSettings? settings = null, int? only = null, StaffMember? by = null)
    {
        var run = Of(ticket, commands, facts, settings, only, by);
        Assert.Empty(run.Errors.Select(e => e.Reason));
        return run;
    }

    /// <summary>The one error, after which nothing is left of what was done.</summary>
    public static CommandError Error(Ticket? ticket, string commands, CommandFacts? facts = null, DeskSettings? settings = null, int? only = null, StaffMember? by = null)
    {
        var run = Of(ticket, commands, facts, settings, only, by);
        AssertNothing(run);
        var error = Assert.Single(run.Errors);
        Assert.NotEmpty(error.Reason);
        Assert.NotNull(error.Usage);
        return error;
    }

    public static void AssertNothing(CommandRun run)
    {
        Assert.NotEmpty(run.Errors);
        Assert.Empty(run.Works);
        Assert.Empty(run.Done);
        Assert.Empty(run.Tables);
        Assert.Empty(run.Shown);
        Assert.Empty(run.Asked);
    }

    /// <summary>Events of the present ticket: field, old, new.</summary>
    public static IEnumerable<(string, string?, string?)> Events(this CommandRun run) => run.Work!.Events();

    public static IEnumerable<(string, string?, string?)> Events(this TicketWork work)
    {
        Assert.All(work.Entries, e => Assert.Equal((Desks.Alice.Name, Via.Mail, Desks.Now), (e.By, e.Via, e.At)));
        return work.Entries.Where(e => e.Kind == EntryKind.Event).Select(e => (e.Change!.Field, e.Change.Old, e.Change.New));
    }

    public static IEnumerable<(NoticeKind, string?)> Notices(this CommandRun run) => run.Work!.Notices.Select(n => (n.Kind, n.To?.Address));

    public static CommandFacts Knows(params TicketHistory[] tickets) => new() { Tickets = tickets.ToDictionary(t => t.Ticket.Number) };

    public static TicketHistory History(Ticket ticket, params Entry[] entries) => new(ticket, entries);

    public static Entry Received(Party? from, string subject = "Re: [HD-7] Something else") => new()
    {
        Kind = EntryKind.Received, At = Desks.Now.AddHours(-1), By = from?.Address ?? "unknown sender", Via = Via.Mail, From = from, Subject = subject, Text = "words",
    };

    public static Party Party(StaffMember member) => new(member.DisplayName, member.Address);
}
