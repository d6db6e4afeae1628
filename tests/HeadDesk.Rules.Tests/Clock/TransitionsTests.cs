using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tests.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>The table of the life of a ticket against the code that changes statuses: neither knows a way that the other does not.</summary>
public class TransitionsTests
{
    private static readonly string[] Commands =
        ["#open", "#reopen", "#wait", "#hold", "#hold 3d", "#testing", "#close", "#close quietly", "#spam", "#merge 9", "#take", "#assign bob", "#unassign", "#due 3d", "#priority P1", "#escalate network", "Hello Carol,\n\nit is fixed."];

    private static readonly string[] Folders = ["INBOX", "alice", "bob", "alice/Closed", "bob/Closed", "Junk", "Archive"];

    [Fact]
    public void Table_IsWhatTheCodeDoes()
    {
        var found = new SortedSet<(TicketStatus From, TicketStatus To, Movers By)>();
        foreach (var from in Enum.GetValues<TicketStatus>())
        {
            foreach (var (by, to) in Moves(from).Where(m => m.To != from))
            {
                found.Add((from, to, by));
            }
        }

        // What staff may do an admin may too; only what staff may not is the admin's own.
        found.RemoveWhere(f => f.By == Movers.Admin && found.Contains((f.From, f.To, Movers.Staff)));
        var table = Transitions.All.SelectMany(t => Enum.GetValues<Movers>().Where(m => m != Movers.None && t.By.HasFlag(m)).Select(m => (t.From, t.To, m)));
        Assert.Equal(table.Order(), found);
    }

    [Fact]
    public void NoWay_IsNobodys()
    {
        Assert.Equal(Movers.None, Transitions.MoversOf(TicketStatus.Merged, TicketStatus.Closed));
        Assert.Equal(Movers.Admin, Transitions.MoversOf(TicketStatus.Merged, TicketStatus.Open));
        Assert.All(Transitions.All, t => Assert.NotEqual(t.From, t.To));
    }

    private static IEnumerable<(Movers By, TicketStatus To)> Moves(TicketStatus from)
    {
        foreach (var assignee in new[] { null, "alice", "bob" })
        {
            var before = Desks.Ticket(status: from) with { Assignee = assignee, MergedInto = from == TicketStatus.Merged ? 9 : null };
            foreach (var command in Commands)
            {
                foreach (var (member, by) in new[] { (Desks.Bob, Movers.Staff), (Desks.Alice, Movers.Admin) })
                {
                    yield return (by, ByMail(before, command, member));
                }
            }

            foreach (var folder in Folders)
            {
                yield return (Movers.Folder, Desks.Desk().Moved(before, new FolderAct(folder, "cause"), Desks.Now)?.Ticket.Status ?? from);
            }

            if (from is not (TicketStatus.Spam or TicketStatus.Merged))
            {
                var sent = Desks.Mail(Desks.Settings.Address) with { To = [Desks.Carol] };
                yield return (Movers.Folder, Desks.Desk().Sent(before, Desks.Of(sent), null, Desks.Now).Ticket.Status);
            }

            foreach (var text in from == TicketStatus.Merged ? [] : new[] { "It burns.", "#accept", "#reject" })
            {
                foreach (var kind in Enum.GetValues<MailKind>())
                {
                    var mail = Desks.Mail() with { Text = text };
                    yield return (Movers.Requester, Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail, kind), Desks.Joins(before)), Desks.Now).Ticket.Status);
                }
            }

            foreach (var to in ByTime(before))
            {
                yield return (Movers.Clock, to);
            }
        }
    }

    private static TicketStatus ByMail(Ticket before, string text, StaffMember by)
    {
        var proof = new Proof(by, ProofKind.AuthenticationResults, null);
        var mail = Desks.Of(Desks.Mail(Runs.Party(by), "Re: [HD-7] Printer") with { Text = text });
        var arrival = new Arrival { Mail = mail, Verdict = Desks.Joins(before), NextNumber = 8, Staff = new StaffClaim(by, proof, null, false) };
        var desk = new StaffDesk(Runs.Settings, Desks.Signer, new Desk(Runs.Settings, Desks.Signer));
        var outcome = desk.Decide(desk.Read(arrival)!, arrival, Runs.Knows(Runs.History(before, Runs.Received(Desks.Carol)), Runs.History(Desks.Ticket(9))), Desks.Now);
        return outcome.Decisions.FirstOrDefault(d => d.Ticket.Number == before.Number)?.Ticket.Status ?? before.Status;
    }

    // As far as time alone brings it, a step at a time.
    private static IEnumerable<TicketStatus> ByTime(Ticket before)
    {
        var keeper = Clocks.Keeper();
        var ticket = keeper.Rewake(before with { HoldUntil = Desks.Now.AddDays(3) }, Desks.Now);
        for (var step = 0; ticket.Wake is { } wake && step < 20 && ticket.Status == before.Status; step++)
        {
            ticket = keeper.Advance(ticket, [], wake).Decision.Ticket;
            yield return ticket.Status;
        }
    }
}
