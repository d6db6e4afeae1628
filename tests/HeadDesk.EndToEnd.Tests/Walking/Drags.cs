using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>What people's hands do in the folders during a walk: done to the mailbox, and told to the model.</summary>
internal sealed class Drags(TestDesk desk, Random random, WalkLog log, CancellationToken cancellationToken)
{
    private readonly MailboxHand _hand = new(desk);

    public Task OneAsync(WalkedTicket ticket, bool copies) => DragAsync(ticket, AnyMessage(ticket), AnyFolder(ticket), copies);

    public async Task TwiceAsync(WalkedTicket ticket)
    {
        var message = AnyMessage(ticket);
        await DragAsync(ticket, message, AnyFolder(ticket), copies: false);
        if (ticket.MayAct)
        {
            await DragAsync(ticket, message, AnyFolder(ticket), copies: false);
        }
    }

    /// <summary>Two people at once: of one mail only one of them can get hold, or one after the other; of two mails each has their own.</summary>
    public async Task TogetherAsync(WalkedTicket ticket)
    {
        if (!ticket.IsQuiet)
        {
            await OneAsync(ticket, copies: false);
            return;
        }

        var (one, other) = (AnyMessage(ticket), AnyMessage(ticket));
        var (here, there) = (AnyFolder(ticket), AnyFolder(ticket));
        var likely = Likely(ticket);
        var places = await Task.WhenAll(
            _hand.DragAsync(one, here, copies: false, likely, cancellationToken),
            _hand.DragAsync(other, there, copies: false, likely, cancellationToken));
        log.Add($"{ticket.Name}: at once {one} {places[0] ?? "nowhere"} → {here} and {other} {places[1] ?? "nowhere"} → {there}");

        if (one == other && places[0] is not null && places[0] == places[1])
        {
            // Dovecot lets two sessions move one mail at the same time, each to its own folder: one of the two is a copy.
            ticket.Copied(one);
            var (mine, yours) = (ActOf(ticket, one, here).Outcomes, ActOf(ticket, one, there).Outcomes);
            ticket.Did(new Act(Way.Hand, s => [.. mine(s), .. yours(s), .. mine(s).SelectMany(yours), .. yours(s).SelectMany(mine)], [one]) { Copies = true });
            return;
        }

        // Of two drags of one mail the later one took it out of the folder into which the earlier one had put it.
        var drags = new[] { (one, here, from: places[0]), (other, there, from: places[1]) };
        var otherWasFirst = one == other && places[0] == there && places[1] == likely.First();
        foreach (var (message, to, _) in (otherWasFirst ? drags.Reverse() : drags).Where(d => d.from is not null))
        {
            ticket.Did(ActOf(ticket, message, to));
        }
    }

    private async Task DragAsync(WalkedTicket ticket, string message, string to, bool copies)
    {
        var from = await _hand.DragAsync(message, to, copies, Likely(ticket), cancellationToken);
        log.Add($"{ticket.Name}: {(copies ? "copied" : "dragged")} {message} {from ?? "nowhere"} → {to}");
        if (from is null)
        {
            return;
        }

        var act = ActOf(ticket, message, to);
        if (copies)
        {
            ticket.Copied(message);
            act = act with { Copies = true };
            if (to is "INBOX" or "Junk")
            {
                act = act with { Outcomes = s => [s, .. ActOf(ticket, message, to).Outcomes(s)] }; // Servers deliver there, too: it may be taken for a second delivery.
            }
        }

        ticket.Did(act);
    }

    private static Act ActOf(WalkedTicket ticket, string message, string to) =>
        new(Way.Hand, s => [ticket.Rules.Move(s, to, ticket.Messages[message] == ticket.Requester)], [message]);

    private static IEnumerable<string> Likely(WalkedTicket ticket) => ticket.Possible.Select(s => s.Home);

    private string AnyMessage(WalkedTicket ticket) => ticket.Messages.Keys.ElementAt(random.Next(ticket.Messages.Count));

    // Mail that is first seen in Junk stays the server's affair, so what the desk has not seen is not dragged there. Whether a customer is
    // told of spam that somebody closes is nobody's rule: what may be spam is not dragged to Closed.
    private string AnyFolder(WalkedTicket ticket)
    {
        while (true)
        {
            var folder = MailboxHand.Folders[random.Next(MailboxHand.Folders.Count)];
            if (folder == "Junk" ? ticket.Number > 0 && ticket.IsQuiet && random.Next(2) == 0 : !folder.EndsWith("Closed", StringComparison.Ordinal) || !ticket.Possible.Any(s => s.Status == "spam"))
            {
                return folder;
            }
        }
    }
}
