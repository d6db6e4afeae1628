using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What a decision means for a ticket's times.</summary>
internal sealed class Stamps(DeskSettings settings, TimeSpan? noticeDelay)
{
    private static readonly TimeSpan StoredPrecision = TimeSpan.FromMilliseconds(1);

    public Ticket Of(Ticket? before, Decision decision, DateTimeOffset now)
    {
        var after = decision.Ticket;
        // A decision that was made on top of another, before that was stored, does not know its times; of them people only say how it went.
        var times = before is null || decision.ByClock
            ? after.Times
            : before.Times with { Satisfaction = after.Times.Satisfaction ?? before.Times.Satisfaction, SatisfactionComment = after.Times.SatisfactionComment ?? before.Times.SatisfactionComment };
        times = Heard(Quieted(Addressed(times, before, decision), before, decision), before, decision, now);
        if (after.Due != before?.Due)
        {
            times = times with { DueSet = after.Due is null ? null : now };
        }

        return Telling(before, Account.Kept(after with { Times = times }, settings.Calendar, now), now, decision.Quietly);
    }

    /// <summary>Whether, and when, the requester is to be told of what changed.</summary>
    public Ticket Telling(Ticket? before, Ticket after, DateTimeOffset now, bool quietly = false)
    {
        var times = after.Times;
        var state = ToldState.Of(after);
        var told = times.Told ?? (before is null ? state : ToldState.Of(before));
        if (quietly || times.Quiet || after.Status.IsSetAside() || told == state)
        {
            return after with { Times = times with { Told = quietly || times.Quiet || after.Status.IsSetAside() ? state : told, TellAt = null } };
        }

        var changed = before is not null && ToldState.Of(before) != state;
        var tellAt = changed || times.TellAt is null ? Delayed(now) : times.TellAt;
        return after with { Times = times with { Told = told, TellAt = tellAt } };
    }

    private DateTimeOffset Delayed(DateTimeOffset now) =>
        Moments.MillisecondAfter(noticeDelay is { } delay ? now + delay : settings.Calendar.Add(now, settings.Clock.NoticeDelay))!.Value;

    // Where mail to the requester goes, and whether it can arrive there.
    private static TicketTimes Addressed(TicketTimes times, Ticket? before, Decision decision)
    {
        var address = Reach.AddressOf(decision.Ticket);
        var moved = before is not null && !Reach.AddressOf(before).Is(address.Address);
        var received = decision.Entries.FirstOrDefault(e => e.Kind == EntryKind.Received);
        var wrote = decision.PersonWrote && received?.From is { } from && decision.Ticket.Requester.Is(from.Address);
        var bounced = decision.BouncedAddresses.Any(address.Is);
        return times with
        {
            OnlyMachines = !decision.PersonWrote && (times.OnlyMachines || decision.FromMachine),
            Bounced = bounced || (times.Bounced && !moved && !wrote),
            LastMail = wrote ? received!.MessageId ?? times.LastMail : before?.Requester.Is(decision.Ticket.Requester.Address) == false ? null : times.LastMail,
        };
    }

    // Quiet ends when somebody acts on the ticket, and then all that was before is taken as known.
    private static TicketTimes Quieted(TicketTimes times, Ticket? before, Decision decision)
    {
        var after = decision.Ticket;
        if (decision.Quietly)
        {
            return times with { Quiet = decision.Opens || times.Quiet || after.Status.IsDone() };
        }

        var acts = decision.PersonWrote || Answers(decision) || before?.Status != after.Status
            || (after.Status.IsLive() && before is not null && ToldState.Of(before) != ToldState.Of(after));
        return times.Quiet && acts && !decision.ByClock
            ? times with { Quiet = false, Told = before is null || decision.PersonWrote ? ToldState.Of(after) : Known(before, after) }
            : times;
    }

    // Nobody was told that it was done, so nobody is told that it is not.
    private static ToldState Known(Ticket before, Ticket after) =>
        ToldState.Of(before) with { Assignee = after.Assignee, Status = before.Status.IsDone() ? after.Status : before.Status };

    // What both sides know from mail needs no notice: that it waits for an answer, who answered, that an answer opened it.
    private static TicketTimes Heard(TicketTimes times, Ticket? before, Decision decision, DateTimeOffset now)
    {
        var after = decision.Ticket;
        if (before is not null && now - before.Created < StoredPrecision && times.Told is { } fresh)
        {
            times = times with { Told = fresh with { Assignee = after.Assignee } }; // Taken before it was seen: the acknowledgement is news enough.
        }

        if (decision.PersonWrote)
        {
            var opened = times.Told is { } told && told.Status.IsLive() && after.Status.IsOurTurn() && before?.Status != after.Status;
            times = times with
            {
                LastFromRequester = now,
                Asked = 0,
                LastAsked = null,
                FollowedUp = null,
                Told = opened ? times.Told! with { Status = after.Status } : times.Told,
            };
        }

        if (!Answers(decision))
        {
            return times;
        }

        var known = times.Told ?? (before is null ? null : ToldState.Of(before));
        return times with
        {
            FirstAnswer = times.FirstAnswer ?? now,
            LastToRequester = now,
            LastAsked = now,
            Asked = times.Asked + 1,
            FollowedUp = null,
            Told = known is null ? null : known with { Assignee = after.Assignee, Status = after.Status == TicketStatus.Waiting ? TicketStatus.Waiting : known.Status },
        };
    }

    private static bool Answers(Decision decision) =>
        decision.Entries.Any(e => e.Kind == EntryKind.Relay || (e.Kind == EntryKind.Sent && decision.Answered));
}
