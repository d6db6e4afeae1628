using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Tickets;

/// <summary>Decides. Pure: the same arrival at the same time gives the same decision.</summary>
public sealed class Desk(DeskSettings settings, TokenSigner signer)
{
    private readonly NoticeWriter _notices = new(settings, signer);
    private readonly Participation _participation = new(settings);
    private readonly SatisfactionDesk _satisfaction = new(settings, signer);
    private readonly FolderActs _folderActs = new(settings, new NoticeWriter(settings, signer));

    public Decision Receive(Arrival arrival, DateTimeOffset now) =>
        arrival.Verdict.Joins is not { } ticket ? Open(arrival, now)
        : _satisfaction.Read(arrival.Mail, ticket, now) is { } answer ? Satisfied(answer, arrival, ticket, now)
        : Continue(arrival, ticket, now);

    private Decision Open(Arrival arrival, DateTimeOffset now)
    {
        var mail = arrival.Mail.Mail;
        var spam = arrival.Mail.Kind == MailKind.Spam;
        var assignee = spam ? null : settings.StaffNamed(settings.AssignNewTo);
        var linked = arrival.Verdict.LinkedTo;
        var requester = _participation.RequesterOf(arrival);
        // A late reply to everybody is still one to those whom staff took out.
        var keptOut = linked is not null && !arrival.Verdict.IsStranger && arrival.Mail.Forwarded is null ? linked.Admit(requester).TakenOut : [];
        var ticket = new Ticket
        {
            Number = arrival.NextNumber,
            Subject = Subjects.ForTicket(mail.Subject, settings.TicketPrefix),
            Status = spam ? TicketStatus.Spam : assignee is null ? TicketStatus.New : TicketStatus.Open,
            Assignee = assignee?.Name,
            Requester = requester,
            TakenOut = keptOut,
            Created = now,
            Updated = now,
            StatusSince = now,
            LinkedTo = linked?.Number,
            Language = arrival.Mail.Language,
            Messages = 1,
        };
        ticket = _participation.Of(ticket, mail) with { AnswerTo = _participation.AnswerToOf(ticket, mail) };
        var entries = new List<Entry> { Entries.Received(arrival, now), Entries.Created(ticket, arrival, now) };
        entries.AddRange(Entries.KeptOut(ticket, mail, now));
        var elsewhere = new List<(int, Entry)>();
        if (linked is not null)
        {
            entries.Add(Entries.LinkedTo(linked, arrival.Verdict.Why!, now));
            elsewhere.Add((linked.Number, Entries.LinkedFrom(ticket, requester, arrival.Verdict.Why!, now)));
        }

        return new Decision
        {
            Ticket = ticket,
            Opens = true,
            Entries = entries,
            Elsewhere = elsewhere,
            Notices = arrival.Quiet ? [] : [.. _notices.ForNewTicket(ticket, arrival, now)],
            Warnings = arrival.Quiet ? [] : Suspicions.Of(arrival, ticket, settings, now),
            Filing = TicketHome.FilingOf(null, ticket, settings),
            BouncedAddresses = BouncedAddresses(arrival),
            PersonWrote = arrival.Mail.MayBeAnswered,
            // The server may take a person for a spammer; should a person think so, the requester is told as any other.
            FromMachine = arrival.Mail.Kind is not (MailKind.Customer or MailKind.Spam),
            Quietly = arrival.Quiet,
        };
    }

    private Decision Continue(Arrival arrival, Ticket before, DateTimeOffset now)
    {
        var entries = new List<Entry> { Entries.Received(arrival, now) };
        var after = before with { Updated = now, Messages = before.Messages + 1 };
        // The server may take a participant for a spammer; the reference says otherwise.
        var isPerson = arrival.Mail.Kind is MailKind.Customer or MailKind.List or MailKind.Spam;
        if (isPerson)
        {
            // A forward of staff brings the original's sender along (design §3).
            var original = Participation.ForwardedBy(arrival);
            foreach (var writer in new[] { original, arrival.Mail.Mail.From }.OfType<Party>().Where(after.IsTakenOut))
            {
                after = after.Admit(writer);
                entries.Add(Entries.Admitted(writer, now));
            }

            after = _participation.Of(original is null ? after : _participation.With(after, [original]), arrival.Mail.Mail);
            entries.AddRange(Entries.KeptOut(after, arrival.Mail.Mail, now));
            if (arrival.Mail.Mail.From is { } from && before.Requester.Is(from.Address))
            {
                after = after with
                {
                    AnswerTo = _participation.AnswerToOf(after, arrival.Mail.Mail),
                    Language = before.Language ?? arrival.Mail.Language, // Their first words may have been too few to tell.
                };
            }

            if (Reopens(before.Status) && arrival.ProvenStaff is null)
            {
                // Whose test it is says so: of anybody else who knows the thread it is a mail like any other.
                var accepted = before.Status == TicketStatus.Testing && arrival.Mail.Mail.From is { } writer && before.Concerns(writer) && Acceptance.Read(arrival.Mail.Reply) == true;
                after = after with { Status = accepted ? TicketStatus.Resolved : TicketStatus.Open, StatusSince = now };
                entries.Add(Entries.StatusChanged(before, after, Entries.ByOf(arrival), Via.Mail, now));
            }
        }

        return new Decision
        {
            Ticket = after,
            Entries = entries,
            Notices = arrival.Quiet || after.Status == TicketStatus.Spam ? [] : [.. _notices.ForFollowUp(after, arrival, now)],
            Warnings = arrival.Quiet ? [] : Suspicions.Of(arrival, after, settings, now),
            Filing = TicketHome.FilingOf(before, after, settings),
            BouncedAddresses = BouncedAddresses(arrival),
            PersonWrote = isPerson && !arrival.Quiet && (arrival.ProvenStaff is not { } staff || staff.Owns(before.Requester.Address)),
            Quietly = arrival.Quiet,
        };
    }

    // An answer to the thank-you opens nothing again, and its writer gets no notice; staff hear of it as of any mail.
    private Decision Satisfied(SatisfactionAnswer answer, Arrival arrival, Ticket before, DateTimeOffset now)
    {
        var (after, entries) = SatisfactionDesk.Keep(answer, arrival, before, now);
        return new Decision
        {
            Ticket = after,
            Entries = entries,
            Notices = arrival.Quiet ? [] : [.. _notices.ForFollowUp(after, arrival, now).Where(n => !n.ToCustomer)],
            Warnings = arrival.Quiet ? [] : Suspicions.Of(arrival, after, settings, now),
            Filing = TicketHome.FilingOf(before, after, settings),
        };
    }

    /// <summary>A person moved a ticket's mail to a folder by hand: the safest command there is (design §3).</summary>
    /// <returns>Null where the folder says nothing new about the ticket.</returns>
    public Decision? Moved(Ticket before, FolderAct act, DateTimeOffset now) => _folderActs.Decide(before, act, now);

    /// <inheritdoc cref="SentReplies.Record"/>
    public Decision Sent(Ticket before, ClassifiedMail reply, DateTimeOffset? lastReceived, DateTimeOffset now) =>
        new SentReplies(settings, _participation).Record(before, reply, lastReceived, now);

    /// <summary>Something needs a person: one notice for each admin.</summary>
    public IReadOnlyList<Notice> Alert(Ticket? ticket, string subject, string text, string cause, DateTimeOffset now) =>
        [.. settings.Admins.Select(admin => _notices.Alert(admin, ticket, subject, text, cause, now))];

    /// <summary>The last answer never reaches its requester: the ticket does not wait for them, nor is it closed because they are silent.</summary>
    /// <param name="addresses">Who does not get it.</param>
    /// <returns>Null where it does not wait, or not for them.</returns>
    public static Decision? Undelivered(Ticket before, IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        if (before.Status != TicketStatus.Waiting || !addresses.Any(Reach.AddressOf(before).Is))
        {
            return null;
        }

        var after = before with { Status = TicketStatus.Open, StatusSince = now, Updated = now };
        return new Decision { Ticket = after, Entries = [Entries.StatusChanged(before, after, Entry.Desk, Via.Mail, now)], Quietly = true };
    }

    /// <summary>A reply did not reach the customer; its author hears of it.</summary>
    public Notice Unsent(Staff.StaffMember author, Ticket ticket, string text, string cause, DateTimeOffset now) =>
        _notices.ToStaff(author, NoticeKind.CommandResult, ticket, "", $"unsent\0{cause}", now, new Commands.CommandResult { Remark = text }, answered: null);

    private static bool Reopens(TicketStatus status) =>
        status is TicketStatus.Waiting or TicketStatus.Testing or TicketStatus.Resolved or TicketStatus.Closed;

    private static List<string> BouncedAddresses(Arrival arrival) =>
        arrival.Mail.Bounce?.Recipients.Where(r => r.Permanent).Select(r => r.Address).ToList() ?? [];
}
