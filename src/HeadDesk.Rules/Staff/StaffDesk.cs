using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>
/// Decides about mail that a staff member provably wrote: commands are obeyed, what follows them goes to the customer or becomes
/// a note (design §6). In two steps, since rules look nothing up: <see cref="Read"/> says what must be known, <see cref="Decide"/> decides.
/// </summary>
public sealed class StaffDesk(DeskSettings settings, TokenSigner signer, Desk desk)
{
    private readonly NoticeWriter _notices = new(settings, signer);
    private readonly RelayWriter _relays = new(settings, signer);

    /// <returns>Null for mail that is to be treated like anybody's: a request of their own, a forward, mail that was not read.</returns>
    public StaffMail? Read(Arrival arrival)
    {
        if (arrival.ProvenStaff is not { } member || arrival.Quiet || arrival.Mail.Mail.TooLarge)
        {
            return null;
        }

        var mail = CommandReader.Read(arrival.Mail, settings.TicketPrefix);
        if (mail.Commands || arrival.Verdict is { Joins: null, AnswersLost: true })
        {
            return mail;
        }

        var isOwnRequest = arrival.Verdict.Joins is not { } ticket || member.Owns(ticket.Requester.Address);
        return isOwnRequest || arrival.Mail.Forwarded is not null ? null : mail;
    }

    /// <summary>What has to be looked up before <see cref="Decide"/>.</summary>
    public static CommandNeeds NeedsOf(StaffMail mail, Arrival arrival)
    {
        var needs = new CommandNeeds();
        if (arrival.Verdict.Joins is { } ticket)
        {
            needs.Ticket(ticket.Number); // first: many commands must not crowd it out
        }

        foreach (var order in mail.Orders)
        {
            order.Command.Ask(needs, order.Argument);
        }

        if (OpensTicket(mail, arrival))
        {
            needs.NewTickets++;
        }

        return needs;
    }

    /// <returns>In order, each for one ticket; the first that stands for a ticket has the mail.</returns>
    public StaffOutcome Decide(StaffMail mail, Arrival arrival, CommandFacts facts, DateTimeOffset now)
    {
        var member = arrival.ProvenStaff!;
        if (arrival.Verdict is { Joins: null, AnswersLost: true, Why: { } why } && !NamesItsTicket(mail))
        {
            var reason = $"{why}. A number of that time may be another customer's today. Answer a mail that came since, or write #ticket N at the top and what you want below it";
            return Refuse(mail, arrival, [.. mail.Errors, new CommandError(0, arrival.Mail.Mail.Subject, reason)], now);
        }

        var opened = OpensTicket(mail, arrival) && mail.Errors.Count == 0 ? desk.Receive(arrival with { NextNumber = facts.NewNumbers[^1] }, now) : null;
        var ticket = opened?.Ticket ?? arrival.Verdict.Joins;
        if (ticket is not null && arrival.Staff.Proof is { } proof && !proof.Covers(ticket.Number))
        {
            var reason = $"this mail does not prove who you are for ticket {ticket.Number}: answer a mail about that ticket instead";
            return Refuse(mail, arrival, [new CommandError(0, arrival.Mail.Mail.Subject, reason)], now);
        }

        var run = new CommandRun(ticket, member, settings, facts, now, arrival.Staff.Proof!.Ticket);
        if (mail.Errors.Count == 0 || !OpensTicket(mail, arrival))
        {
            run.Obey(mail.Orders); // beside a line that is no command, the others' errors are told too
        }

        if (opened is not null && run.Canned is not null)
        {
            run.Fail("#reply answers a mail of a ticket, and this mail opens one; send it once you have the number");
        }

        if (mail.Errors.Count + run.Errors.Count == 0 && (HeldByRestore(mail, arrival, run, opened is not null, now) ?? Held(mail, arrival, run, now)) is { } held)
        {
            return held;
        }

        var writing = new StaffWriting(run, mail, arrival, opened is not null, settings, _relays);
        if (mail.Errors.Count == 0)
        {
            writing.Apply();
        }

        var errors = mail.Errors.Concat(run.Errors).OrderBy(e => e.Line).ToList();
        return errors.Count > 0 ? Refuse(mail, arrival, errors, now) : Carry(writing, arrival, opened, now);
    }

    // A new request with commands above it: a forward, or words beside commands that need a ticket.
    private static bool OpensTicket(StaffMail mail, Arrival arrival) =>
        arrival.Verdict is { Joins: null, AnswersLost: false }
        && (arrival.Mail.Forwarded is not null || mail.Rest.Length > 0)
        && mail.Orders is [{ Command.Scope: CommandScope.Ticket }, ..];

    // Or needs none: questions to the desk and nothing else.
    private static bool NamesItsTicket(StaffMail mail) =>
        mail.Orders.Any(o => o.Command is TicketCommand) || (mail.Rest.Length == 0 && mail.Orders.Count > 0 && mail.Orders.All(o => o.Command.Scope == CommandScope.Desk));

    /// <summary>A stale reply waits: somebody else answered or noted since what this staff member had read.</summary>
    private StaffOutcome? Held(StaffMail mail, Arrival arrival, CommandRun run, DateTimeOffset now)
    {
        var member = arrival.ProvenStaff!;
        var text = StaffWriting.TextOf(run, mail);
        if (arrival.Verdict.Joins is not { } ticket || run.Work?.Ticket.Number != ticket.Number || text.Length == 0 || run.RestIsNote || run.SendsHeld
            || arrival.Mail.Forwarded is not null || member.Owns(ticket.Requester.Address) || (run.Canned is null && _relays.IsReached(ticket, StaffWriting.Direct(arrival))) || !run.Facts.Tickets.TryGetValue(ticket.Number, out var history))
        {
            return null;
        }

        var news = StaleReply.NewSince(arrival.Mail.Mail, history.Entries, member);
        if (news.Count == 0)
        {
            return null;
        }

        return Hold(mail, arrival, run, ticket, text, news, null, "somebody else wrote meanwhile", now);
    }

    /// <summary>What came before the desk was restored waits, too, or is refused: what it says may have gone to the customer, and the store would not know.</summary>
    private StaffOutcome? HeldByRestore(StaffMail mail, Arrival arrival, CommandRun run, bool opened, DateTimeOffset now)
    {
        var member = arrival.ProvenStaff!;
        var text = StaffWriting.TextOf(run, mail);
        var writes = run.SendsHeld || text.Length > 0 || (!mail.Commands && StaffWriting.HasFiles(arrival));
        if (run.Facts.Restored is not { } restored || !restored.IsLaterThan(arrival.Mail.Mail) || opened || run.Work is not { } work || run.RestIsNote || !writes
            || StaffWriting.IsMailOfTheTicket(arrival) || work.Ticket.Status is TicketStatus.Merged or TicketStatus.Spam
            || (run.Canned is null && !run.SendsHeld && _relays.IsReached(work.Ticket, StaffWriting.Direct(arrival))))
        {
            return null;
        }

        var why = settings.Words.BeforeRestore(settings.Words.Moment(restored.At, member.Zone ?? settings.Calendar.Zone));
        var other = run.SendsHeld ? "Your reply waits still: answer with #send to send it"
            : work.Opens ? "If nothing of it was done, send it again"
            : run.Waiting(work.Ticket).Count > 0 ? "Another reply of yours waits on this ticket, and one waits at a time: let that one go with #send, and send this one again if it is missing"
            : null;
        return other is not null
            ? Refuse(mail, arrival, [new CommandError(0, arrival.Mail.Mail.Subject, $"{why}. {other}")], now)
            : Hold(mail, arrival, run, work.Before, text, [], why + ".", "it reached the mailbox before the desk was restored from a backup", now);
    }

    private StaffOutcome Hold(StaffMail mail, Arrival arrival, CommandRun run, Ticket ticket, string text, IReadOnlyList<Entry> news, string? reason, string because, DateTimeOffset now)
    {
        var member = arrival.ProvenStaff!;
        var after = ticket with { Updated = now };
        var entry = Entries.Event(new Change("held", null, member.Name), $"the reply of {member.Name} waits: {because}", member.Name, Via.Mail, now);
        var undone = mail.Orders.Any(o => o.Command is not (ReplyCommand or TicketCommand)) ? "None of your commands was carried out either; send them again with #send." : null;
        var result = new CommandResult { New = news, Remark = reason is null || undone is null ? reason ?? undone : $"{reason}\n\n{undone}" };
        return new StaffOutcome
        {
            MailTicket = ticket.Number,
            Decisions =
            [
                new Decision
                {
                    Ticket = after,
                    Entries = [entry],
                    Holds = new HeldReply(ticket.Number, member.Name, arrival.Mail.Mail.Digest, text, now) { Direct = run.Canned is null ? StaffWriting.Direct(arrival) : [] },
                    Notices = [_notices.ToStaff(member, NoticeKind.HeldReply, after, text, arrival.Mail.Mail.Digest, now, result, arrival.Mail.Mail)],
                    Filing = TicketHome.FilingOf(ticket, after, settings),
                },
            ],
        };
    }

    // Nothing is carried out; the words are kept as a note, and the sender is told each error.
    private StaffOutcome Refuse(StaffMail mail, Arrival arrival, List<CommandError> errors, DateTimeOffset now)
    {
        var member = arrival.ProvenStaff!;
        var ticket = arrival.Verdict.Joins;
        var keeps = ticket is not null && mail.Rest.Length > 0;
        var result = new CommandResult
        {
            Errors = errors,
            Remark = keeps ? "Nothing was done and nothing was sent. Your text is kept on the ticket as a note."
                : "Nothing was done and nothing was sent.",
        };
        var notice = _notices.ToStaff(member, NoticeKind.CommandResult, ticket, "", arrival.Mail.Mail.Digest, now, result, arrival.Mail.Mail);
        if (ticket is null)
        {
            return new StaffOutcome { Notices = [notice] };
        }

        var after = ticket with { Updated = now };
        var first = errors[0];
        List<Entry> entries = [Entries.Event(new Change("command", null, "refused"), $"the commands of {member.Name} were refused ({first.Where}: {first.Reason})", member.Name, Via.Mail, now)];
        if (keeps)
        {
            entries.Insert(0, StaffWriting.Note(arrival, mail.Rest, now));
        }

        return new StaffOutcome { MailTicket = after.Number, Decisions = [new Decision { Ticket = after, Entries = entries, Notices = [notice], Filing = TicketHome.FilingOf(ticket, after, settings) }] };
    }

    private StaffOutcome Carry(StaffWriting writing, Arrival arrival, Decision? opened, DateTimeOffset now)
    {
        var run = writing.Run;
        var decisions = new List<Decision>(run.Works.Count + 1);
        if (opened is not null)
        {
            var over = run.Works[0].Ticket.Status is TicketStatus.Merged or TicketStatus.Spam;
            decisions.Add(over ? opened with { Notices = [] } : opened);
        }

        decisions.AddRange(run.Works.Select(work => Of(work, writing, arrival, now)));
        var notices = new List<Notice>();
        if (writing.NeedsResult)
        {
            var result = new CommandResult { Done = run.Done, Tables = run.Tables, Shown = run.Shown, Remark = writing.Remark };
            var notice = _notices.ToStaff(run.By, NoticeKind.CommandResult, run.Work?.Ticket, "", arrival.Mail.Mail.Digest, now, result, arrival.Mail.Mail);
            notices.Add(notice);
        }

        notices.AddRange(run.Swaps.Select((swap, i) => StandIn(swap, $"{arrival.Mail.Mail.Digest}\0swap {i}", now)));
        var ticket = opened?.Ticket.Number ?? writing.MailTicket ?? arrival.Verdict.Joins?.Number;
        return new StaffOutcome { MailTicket = ticket, Decisions = decisions, Notices = notices, Asked = [.. run.Asked.Select(a => a.Name)], DutySwaps = run.Swaps };
    }

    /// <summary>Who is on duty now instead of the writer hears of it.</summary>
    private Notice StandIn(DutySwap swap, string cause, DateTimeOffset now)
    {
        var text = $"{DutyCommand.Sentence(new DutyRoster(settings), swap)}; {swap.By} arranged it. #duty shows the roster.";
        var notice = _notices.ToStaff(settings.StaffNamed(swap.To)!, NoticeKind.CommandResult, null, "", cause, now, new CommandResult { Remark = text }, answered: null);
        return notice with { CauseSubject = "Duty roster" };
    }

    private Decision Of(TicketWork work, StaffWriting writing, Arrival arrival, DateTimeOffset now)
    {
        var gathers = writing.Run.Works.Any(w => w.Moves.Any(m => m.To == work.Ticket.Number));
        var relay = writing.RelayOf(work);
        return new Decision
        {
            Ticket = work.Ticket,
            Opens = work.Opens,
            Entries = work.Entries,
            Relay = relay,
            LetsGo = writing.LetsGo(work),
            Moves = work.Moves,
            JunkSenders = work.Spammers,
            FreedSenders = work.Before.Status == TicketStatus.Spam && work.Ticket.Status != TicketStatus.Spam ? [.. new[] { work.Before.Requester, work.Before.AnswerTo }.OfType<Party>()] : [],
            Flagged = Urgency.IsUrgent(work.Before) != Urgency.IsUrgent(work.Ticket) ? Urgency.IsUrgent(work.Ticket) : null,
            Answered = relay is not null,
            PersonWrote = work.Entries.Exists(e => e.Kind == EntryKind.Received),
            Quietly = work.Quietly,
            Notices = [.. work.Notices.Select(n => _notices.Planned(n, work.Ticket, arrival.Mail.Mail.Digest, now))],
            Filing = work.Ticket.Status == TicketStatus.Merged ? null
                : gathers ? new Filing(TicketHome.Of(work.Ticket, settings), Whole: true)
                : TicketHome.FilingOf(work.Before, work.Ticket, settings),
        };
    }
}

/// <summary>What follows from a staff member's mail.</summary>
public sealed record StaffOutcome
{
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>The ticket that the mail itself belongs to; null for a mere question to the desk.</summary>
    public int? MailTicket { get; init; }

    /// <summary>Notices that hang on no ticket's decision: the answer to the sender.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Staff who were asked for help now.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Swaps of the duty roster that are new, to be kept behind those that were known.</summary>
    public IReadOnlyList<DutySwap> DutySwaps { get; init; } = [];
}
