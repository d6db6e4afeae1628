using HeadDesk.Rules.Notices;

namespace HeadDesk.Rules.Tickets;

/// <summary>What a person's move in the mailbox means for the ticket: the table of design §3.</summary>
/// <remarks>Whatever is decided, the ticket's home is where the person put the mail: a move is never undone.</remarks>
internal sealed class FolderActs(DeskSettings settings, NoticeWriter notices)
{
    /// <returns>Null where the folder says nothing new about the ticket.</returns>
    public Decision? Decide(Ticket before, FolderAct act, DateTimeOffset now)
    {
        var (use, owner) = FolderMeaning.Of(act.Folder, settings);
        if (before.Status == TicketStatus.Merged || use is FolderUse.Other or FolderUse.Sent)
        {
            return null;
        }

        var status = StatusAfter(before.Status, use);
        var assignee = use == FolderUse.Junk ? before.Assignee : owner?.Name;
        if (status == before.Status && assignee == before.Assignee)
        {
            return null;
        }

        var after = before with
        {
            Assignee = assignee,
            Status = status,
            StatusSince = status == before.Status ? before.StatusSince : now,
            Updated = now,
        };
        var entries = EntriesOf(before, after, now);
        return (use, before.Status) switch
        {
            (FolderUse.Junk, _) => Condemn(after, entries, act, now),
            (_, TicketStatus.Spam) => Of(after, entries, act) with { FreedSenders = [before.Requester, .. new[] { before.AnswerTo, act.Sender }.OfType<Party>()] },
            _ => Of(after, entries, act) with
            {
                Notices = use == FolderUse.Staff && owner is not null && before.Assignee is not null && before.Assignee != owner.Name
                    ? [notices.HandedOver(owner, after, settings.Words.Assigned(before.Assignee, owner.Name), act.Cause, now)]
                    : [],
            },
        };
    }

    private static TicketStatus StatusAfter(TicketStatus before, FolderUse use) => (use, before) switch
    {
        (FolderUse.Junk, _) => TicketStatus.Spam,
        (FolderUse.Closed, TicketStatus.Closed) => TicketStatus.Closed,
        (FolderUse.Closed, _) => TicketStatus.Resolved,
        (FolderUse.Queue, TicketStatus.Spam) => TicketStatus.New,
        (FolderUse.Staff, TicketStatus.New or TicketStatus.Spam) => TicketStatus.Open,
        (_, TicketStatus.Resolved or TicketStatus.Closed) => TicketStatus.Open,
        _ => before,
    };

    private static List<Entry> EntriesOf(Ticket before, Ticket after, DateTimeOffset now)
    {
        var entries = new List<Entry>(3);
        if (after.Assignee != before.Assignee)
        {
            entries.Add(Entries.Assigned(before.Assignee, after.Assignee, Entry.Mailbox, Via.Folder, now));
        }

        if (after.Status != before.Status)
        {
            entries.Add(Entries.StatusChanged(before, after, Entry.Mailbox, Via.Folder, now));
        }

        return entries;
    }

    private static Decision Of(Ticket after, List<Entry> entries, FolderAct act) =>
        new() { Ticket = after, Entries = entries, Filing = new Filing(act.Folder, Whole: true), FromMachine = act.FromMachine };

    private Decision Condemn(Ticket after, List<Entry> entries, FolderAct act, DateTimeOffset now)
    {
        if (Spammer.Of(after, act.Sender ?? after.Requester, settings) is not { } sender)
        {
            return Of(after, entries, act);
        }

        entries.Add(Entries.Event(new Change("junk", null, sender.Key), $"later mail from {sender.Address} goes to Junk", Entry.Mailbox, Via.Folder, now));
        return Of(after, entries, act) with { JunkSenders = [sender] };
    }
}
