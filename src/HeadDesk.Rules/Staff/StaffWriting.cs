using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>What becomes of the words below the commands: a reply to the customer, a note, part of a new request, or nothing.</summary>
internal sealed class StaffWriting(CommandRun run, StaffMail mail, Arrival arrival, bool opened, DeskSettings settings, RelayWriter relays)
{
    private readonly Dictionary<TicketWork, Relay> _relays = [];
    private readonly List<(TicketWork Work, HeldReply Reply)> _letsGo = [];

    public CommandRun Run => run;

    /// <summary>Commands are answered; a mere reply is not.</summary>
    public bool NeedsResult => mail.Commands || Remark is not null;

    public string? Remark { get; private set; }

    /// <summary>The ticket on which the mail's words stand now; null where they stand on none.</summary>
    public int? MailTicket { get; private set; }

    public Relay? RelayOf(TicketWork work) => _relays.GetValueOrDefault(work);

    public IReadOnlyList<HeldReply> LetsGo(TicketWork work) => [.. _letsGo.Where(l => l.Work == work).Select(l => l.Reply)];

    public static Entry Note(Arrival arrival, string text, DateTimeOffset now) => new()
    {
        Kind = EntryKind.Note,
        At = now,
        By = arrival.ProvenStaff!.Name,
        Via = Via.Mail,
        Text = text,
        MessageId = arrival.Mail.Mail.MessageId,
        Attachments = arrival.Mail.Mail.Attachments,
    };

    /// <summary>What would be sent: the canned answer and what was written below it.</summary>
    public static string TextOf(CommandRun run, StaffMail mail) =>
        string.Join("\n\n", new[] { run.Canned, run.RestIsNote ? null : mail.Rest }.Where(t => !string.IsNullOrEmpty(t)));

    /// <summary>Who has the mail without our doing.</summary>
    public static List<Party> Direct(Arrival arrival) => [.. arrival.Mail.Mail.To, .. arrival.Mail.Mail.Cc];

    /// <summary>Puts entry, status and relay on the ticket that the commands ended on.</summary>
    public void Apply()
    {
        if (run.Errors.Count > 0 || run.Work is not { } work || opened)
        {
            return;
        }

        var text = TextOf(run, mail);
        MailTicket = run.RestIsNote || text.Length > 0 ? work.Ticket.Number : null;
        if (run.RestIsNote)
        {
            AddNote(work);
        }
        else if (run.SendsHeld)
        {
            SendHeld(work, text);
        }
        else if (IsMailOfTheTicket(arrival))
        {
            KeepAsReceived(work);
        }
        else if (text.Length > 0)
        {
            Send(work, text);
            DropHeld(work);
        }
        else if (!mail.Commands)
        {
            SendFilesOrNothing(work);
        }
    }

    private void AddNote(TicketWork work)
    {
        var text = string.Join('\n', new[] { run.NoteHead, mail.Rest }.Where(t => !string.IsNullOrEmpty(t)));
        if (text.Length == 0 && arrival.Mail.Mail.Attachments.Count == 0)
        {
            run.Fail("#note is followed by nothing");
            return;
        }

        work.Entries.Add(Note(arrival, text, run.Now));
        work.Ticket = work.Ticket with { Updated = run.Now };
        run.Say($"{run.Tag(work.Ticket)}: kept as a note, nothing was sent");
    }

    private void SendHeld(TicketWork work, string text)
    {
        if (text.Length > 0)
        {
            run.Fail("#send lets your waiting reply go as it is; to send other words, answer again without #send");
        }
        else if (run.Waiting(work.Ticket) is not [var held, .. var more])
        {
            run.Fail("no reply of yours waits on this ticket");
        }
        else if (held.ReadersOn(work.Ticket).Count == 0)
        {
            run.Fail($"your reply was written to {Addresses(held.Audience!)}, and {run.Tag(work.Ticket)} is written to none of them; answer with words of your own, or #cc them first");
        }
        else
        {
            Send(work, held.Text, held);
            _letsGo.Add((work, held));
            if (more.Count > 0)
            {
                run.Say($"{run.Tag(work.Ticket)}: another reply of yours waits, for {Addresses(more[0].ReadersOn(work.Ticket))}; #send again lets it go");
            }
        }
    }

    private static string Addresses(IEnumerable<Party> people) => string.Join(", ", people.Select(p => p.Address));

    private void DropHeld(TicketWork work)
    {
        foreach (var held in run.Waiting(work.Ticket))
        {
            _letsGo.Add((work, held));
            // It came with another ticket: whoever answers here may not have it in mind.
            Remark = held.Ticket == work.Ticket.Number ? Remark : $"{Remark}\n\nYour reply that waited on {run.Tag(held.Ticket)} was not sent, since these words take its place. It was:\n\n{held.Text}".Trim();
            work.Entries.Add(Entries.Event(new Change("held", held.Staff, null), $"the waiting reply of {held.Staff} was not sent: a newer one took its place", run.By.Name, Via.Mail, run.Now));
        }
    }

    /// <summary>It is no answer to its ticket but part of it: a forward onto it, or words of its requester.</summary>
    public static bool IsMailOfTheTicket(Arrival arrival) =>
        arrival.Mail.Forwarded is not null || (arrival.Verdict.Joins is { } joined && arrival.ProvenStaff!.Owns(joined.Requester.Address));

    public static bool HasFiles(Arrival arrival) => arrival.Mail.Mail.Attachments.Any(a => !a.Inline);

    // A forward onto a ticket brings the original's sender along; a requester's words are what they are.
    private void KeepAsReceived(TicketWork work)
    {
        if (mail.Rest.Length > 0 || arrival.Mail.Forwarded is not null)
        {
            work.Entries.Insert(0, Entries.Received(arrival, run.Now));
            work.Ticket = work.Ticket with { Messages = work.Ticket.Messages + 1, Updated = run.Now };
            if (Participation.ForwardedBy(arrival) is { } original)
            {
                if (work.Ticket.IsTakenOut(original))
                {
                    work.Entries.Add(Entries.Admitted(original, run.Now));
                }

                work.Ticket = new Participation(settings).With(work.Ticket.Admit(original), [original]);
            }
        }
    }

    private void SendFilesOrNothing(TicketWork work)
    {
        if (HasFiles(arrival))
        {
            Send(work, "");
            return;
        }

        work.Entries.Add(Entries.Event(new Change("relay", null, "empty"), $"an empty mail of {run.By.Name} was not passed on", run.By.Name, Via.Mail, run.Now));
        Remark = "Your mail held no text, so nothing was sent to the customer.";
    }

    /// <param name="held">The reply that waited, where that is what is sent.</param>
    private void Send(TicketWork work, string text, HeldReply? held = null)
    {
        if (work.Ticket.Status is TicketStatus.Merged)
        {
            run.Fail($"{run.Tag(work.Ticket)} was merged into ticket {work.Ticket.MergedInto}; answer there");
            return;
        }

        if (work.Ticket.Status is TicketStatus.Spam)
        {
            run.Fail($"{run.Tag(work.Ticket)} is spam and is not answered; #open it first, or keep your words with #note");
            return;
        }

        var history = run.Facts.Tickets.TryGetValue(work.Ticket.Number, out var known) ? known.Entries : [];
        var readers = held?.ReadersOn(work.Ticket);
        // A canned answer is not what the customers in copy have received, and #send wants something sent.
        var direct = run.Canned is not null ? [] : held is null ? Direct(arrival) : readers!.All(r => held.Direct.Any(d => d.Is(r.Address))) ? [] : held.Direct;
        var digest = held?.Digest ?? arrival.Mail.Mail.Digest;
        if (settings.FirstReplyTakes && work.Ticket.Assignee is null)
        {
            var entry = Entries.Assigned(null, run.By.Name, run.By.Name, Via.Mail, run.Now);
            work.Ticket = work.Ticket with { Assignee = run.By.Name };
            work.Entries.Add(entry);
        }

        if (relays.Write(work.Ticket, readers, run.By, text, digest, history, direct, run.Now) is not { } outcome)
        {
            run.Fail("the ticket has no address to write to; name one with #requester ADDRESS");
            return;
        }

        if (outcome.Relay is { } relay)
        {
            _relays[work] = relay;
        }

        var sent = outcome.Entry with { Attachments = held is null ? arrival.Mail.Mail.Attachments : [] };
        work.Entries.Insert(0, sent);
        run.Say(outcome.Relay is null
            ? $"{run.Tag(work.Ticket)}: your reply went to the customer from your own address, so it was not sent again"
            : $"{run.Tag(work.Ticket)}: your reply was sent to {string.Join(", ", outcome.Entry.To.Select(p => p.Address))}");
        var after = work.Ticket with { Messages = work.Ticket.Messages + 1, Updated = run.Now };
        if (!work.StatusGiven && after.Status != TicketStatus.Waiting)
        {
            work.Entries.Add(Entries.StatusChanged(after, after with { Status = TicketStatus.Waiting }, run.By.Name, Via.Mail, run.Now));
            after = after with { Status = TicketStatus.Waiting, StatusSince = run.Now, HoldUntil = null };
        }

        work.Ticket = after;
    }
}
