using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>The plain model: what one act makes of a ticket. Written from the design's tables, without a look at how the program does it.</summary>
/// <param name="readers">Whom the ticket is written to; changes only while nothing else is under way.</param>
internal sealed class TicketRules(Cast cast, IReadOnlyList<MailAccount> readers)
{
    private const string Closed = "/Closed";

    /// <summary>Design §3. <paramref name="byCustomer"/>: who wrote the mail that was dragged; staff are no spammers.</summary>
    public TicketState Move(TicketState before, string folder, bool byCustomer)
    {
        if (folder == before.Home)
        {
            return before;
        }

        if (folder == "Junk")
        {
            return before with { Status = "spam", SenderIsJunk = before.SenderIsJunk || byCustomer };
        }

        var wasSpam = before.Status == "spam";
        var after = before with { SenderIsJunk = !wasSpam && before.SenderIsJunk };
        if (folder == "INBOX")
        {
            return after with { Assignee = null, Status = wasSpam ? "new" : before.Status == "resolved" ? "open" : before.Status };
        }

        if (folder.EndsWith(Closed, StringComparison.Ordinal))
        {
            after = after with { Assignee = folder[..^Closed.Length], Status = "resolved" };
            return after;
        }

        after = after with { Assignee = folder, Status = before.Status is "new" or "resolved" or "spam" ? "open" : before.Status };
        return !wasSpam && before.Assignee is { } had && had != folder ? after.Tell(cast.AddressOf(folder), "assigned") : after;
    }

    /// <summary>Design §7: an answer opens what waited for it, and whoever has the ticket hears of it.</summary>
    public TicketState Answer(TicketState before)
    {
        var after = before.Status is "waiting" or "testing" or "resolved" ? before with { Status = "open" } : before;
        return after is { Status: not "spam", Assignee: { } assignee } ? after.Tell(cast.AddressOf(assignee), "new-mail") : after;
    }

    /// <summary>A reply sent straight from the shared account.</summary>
    /// <param name="isOvertaken">Mail came later than the reply: it still waits for us.</param>
    public static TicketState Sent(TicketState before, bool isOvertaken) => before with
    {
        Words = before.Words.Add("mailbox"),
        Status = !isOvertaken && before.Status is "new" or "open" or "hold" or "testing" ? "waiting" : before.Status,
    };

    /// <summary>A staff member's reply that answers a mail older than somebody else's words.</summary>
    public TicketState Stale(TicketState before, StaffLetter letter) =>
        (before with { Held = before.Held.SetItem(letter.By, letter.Word) }).Tell(cast.AddressOf(letter.By), "held", letter.Id);

    /// <summary>Design §6: all or nothing; whoever commands is answered.</summary>
    public TicketState Obey(TicketState before, StaffLetter letter)
    {
        var by = cast.AddressOf(letter.By);
        var after = letter.Command is { } command ? Command(before, letter, command) : before;
        if (after is not null && letter.Command == "#send")
        {
            after = Send(after, letter.By);
        }
        else if (after is not null && letter.Command == "#note")
        {
            after = after with { Words = after.Words.Add(letter.By) };
        }
        else if (after is not null && letter.HasText)
        {
            after = after.Status == "spam" ? null : Relay(after, letter.By, letter.Word, Everybody, keepsStatus: letter.Command is { } said && SetsStatus(said));
            after = after is null ? null : after with { Held = after.Held.Remove(letter.By), Brought = after.Brought.RemoveAll(b => b.By == letter.By) };
        }

        if (after is null)
        {
            return (letter.HasText ? before with { Words = before.Words.Add(letter.By) } : before).Tell(by, "result", letter.Id);
        }

        // A reply that came with another ticket and is given up is given back to its writer.
        return letter.Command is null && after.Brought.Count == before.Brought.Count ? after : after.Tell(by, "result", letter.Id);
    }

    private static bool SetsStatus(string command) => command is "#close" or "#close quietly" or "#hold" or "#wait" or "#open" or "#reopen" or "#testing";

    /// <summary>Staff hear of mail that did not arrive; nothing else becomes of it (design §5, §7).</summary>
    public TicketState Bounced(TicketState before) => before.Tell(cast.AddressOf(before.Assignee!), "bounce");

    /// <summary>Everything goes to another ticket, where it is as it was.</summary>
    public TicketState Merged(TicketState before, StaffLetter letter) =>
        (before with { Status = "merged", Relayed = [], Held = before.Held.Clear(), Brought = [] }).Tell(cast.AddressOf(letter.By), "result", letter.Id);

    /// <summary>Another ticket went into this one: what waits on either is told to those who wrote it, and waits on.</summary>
    public TicketState TakesIn(TicketState before, TicketState gone, IEnumerable<string> itsReaders, StaffLetter letter)
    {
        var came = gone.Held.Select(h => new BroughtReply(h.Key, h.Value, [.. itsReaders])).Concat(gone.Brought);
        var after = before with
        {
            Status = before.Status == "resolved" && gone.Status != "resolved" ? "open" : before.Status,
            Relayed = before.Relayed.AddRange(gone.Relayed),
            Brought = [.. before.Brought.Concat(came).OrderBy(b => Letters.Order(b.Word))],
        };
        var writers = after.Held.Keys.Concat(after.Brought.Select(b => b.By)).Distinct();
        return writers.Where(w => w != letter.By).Aggregate(after, (state, writer) => state.Tell(cast.AddressOf(writer), "merged"));
    }

    private IEnumerable<string> Everybody => readers.Select(r => r.Address);

    // Their own of this ticket first; what came with another goes to those of its readers who take part here.
    private TicketState? Send(TicketState before, string by)
    {
        if (before.Held.TryGetValue(by, out var word))
        {
            return Relay(before with { Held = before.Held.Remove(by) }, by, word, Everybody, keepsStatus: false);
        }

        var brought = before.Brought.Find(b => b.By == by)!;
        var to = brought.Readers.Intersect(Everybody).ToList();
        return to.Count == 0 ? null : Relay(before with { Brought = before.Brought.Remove(brought) }, by, brought.Word, to, keepsStatus: false);
    }

    private static TicketState Relay(TicketState before, string by, string word, IEnumerable<string> to, bool keepsStatus) => to.Aggregate(
        before with
        {
            Assignee = before.Assignee ?? by,
            Status = keepsStatus ? before.Status : "waiting",
            Words = before.Words.Add(by),
            Relayed = before.Relayed.Add(word),
        },
        (state, reader) => state.Tell(reader, "relay", word));

    /// <returns>Null where it is refused.</returns>
    private TicketState? Command(TicketState before, StaffLetter letter, string command)
    {
        var isSpam = before.Status == "spam";
        return command switch
        {
            "#take" => Assign(before, letter, letter.By),
            "#assign alice" => Assign(before, letter, "alice"),
            "#assign bob" => Assign(before, letter, "bob"),
            "#unassign" => before with { Assignee = null },
            "#close" or "#close quietly" when isSpam => null,
            "#close" or "#close quietly" => before with { Status = "resolved" },
            "#open" or "#reopen" when isSpam && letter.By != Cast.Admin => null,
            "#open" or "#reopen" => before with { Status = "open", SenderIsJunk = !isSpam && before.SenderIsJunk },
            "#wait" => isSpam ? null : before with { Status = "waiting" },
            "#hold" => isSpam ? null : before with { Status = "hold" },
            "#testing" when isSpam || before.Status == "resolved" => null,
            "#testing" when before.Status == "testing" => before,
            "#testing" => (before with { Status = "testing" }),
            "#spam" => before with { Status = "spam", SenderIsJunk = true },
            "#note" or "#send" or "#priority P1" or "#cc" or "#requester" or "#split" => before,
            _ => null,
        };
    }

    private TicketState Assign(TicketState before, StaffLetter letter, string to)
    {
        if (before.Assignee == to)
        {
            return before;
        }

        var after = before with { Assignee = to, Status = before.Status == "new" ? "open" : before.Status };
        return to == letter.By ? after : after.Tell(cast.AddressOf(to), "assigned");
    }
}

/// <summary>What a staff member wrote to the desk.</summary>
/// <param name="Word">Nobody else ever wrote it: by it the words are known again.</param>
internal sealed record StaffLetter(string By, string? Command, bool HasText, string Word, string Id);
