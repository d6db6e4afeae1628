using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>What people do in a walk: each deed is done to the servers, and told to the model.</summary>
internal sealed class Deeds(TestDesk desk, Random random, WalkLog log, CancellationToken cancellationToken)
{
    private static readonly string[] Commands =
    [
        "#take", "#take", "#assign alice", "#assign bob", "#unassign", "#close", "#close", "#close quietly", "#reopen", "#open", "#wait", "#hold", "#testing",
        "#note", "#priority P1", "#spam", "#asign bob",
    ];

    private const int MaxReaders = 5;

    private readonly Letters _letters = new(desk.Address);
    private readonly MailboxHand _hand = new(desk);
    private readonly Drags _drags = new(desk, random, log, cancellationToken);
    private int _requests;

    public List<WalkedTicket> Tickets { get; } = [];

    /// <summary>Message-IDs of staff mail that is about no ticket.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>Answers to questions.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>One deed of whatever kind is possible now.</summary>
    public async Task DoOneAsync()
    {
        var free = Tickets.FindAll(t => t.MayAct);
        if (free.Count == 0 || random.Next(8) == 0)
        {
            await RequestAsync(desk.Servers.CreateOutsider("customer"), null);
            return;
        }

        // The newest are where things happen; old ones must not be forgotten.
        var ticket = random.Next(3) == 0 ? free[random.Next(free.Count)] : free[^(1 + random.Next(Math.Min(4, free.Count)))];
        var deed = random.Next(100);
        await (ticket.Number == 0 ? deed < 50 ? AnswerAsync(ticket) : _drags.OneAsync(ticket, copies: false) : deed switch
        {
            < 26 => _drags.OneAsync(ticket, copies: false),
            < 30 => _drags.TwiceAsync(ticket),
            < 34 => _drags.TogetherAsync(ticket),
            < 37 => _drags.OneAsync(ticket, copies: true),
            < 48 => AnswerAsync(ticket),
            < 62 => StaffAsync(ticket),
            < 66 => OvertakenAsync(ticket),
            < 69 => SendAsync(ticket),
            < 73 => MergeAsync(ticket),
            < 76 => CopyInAsync(ticket),
            < 79 => NameRequesterAsync(ticket),
            < 82 => TakeOutAsync(ticket),
            < 84 => CopyBackAsync(ticket),
            < 87 => SplitAsync(ticket),
            < 89 => BounceAsync(ticket),
            < 92 => SentAsync(ticket),
            < 94 => RequestAsync(desk.Servers.CreateOutsider("stranger"), ticket),
            < 96 => AskAsync(),
            < 98 => RequestAgainAsync(ticket),
            _ => RenumberAsync(),
        });
    }

    private Cast Cast => new(desk.Alice.Address, desk.Bob.Address);

    private async Task RequestAsync(MailAccount requester, WalkedTicket? guessed)
    {
        // A stranger's number opens a ticket of its own (design §4).
        var subject = $"{(guessed is null ? "" : $"[HD-{guessed.Number}] ")}request {++_requests}";
        var letter = _letters.ToDesk(requester.Address, subject, Letters.Text(_letters.NextWord()));
        await letter.SendAsync(desk.Servers, cancellationToken);
        Tickets.Add(new WalkedTicket(requester, Cast, TicketState.Opened(requester.Address), letter.MessageId));
        log.Add($"{requester.Address} writes \"{subject}\" {letter.MessageId}");
    }

    // Design §3: later mail of the sender of spam goes to Junk.
    private async Task RequestAgainAsync(WalkedTicket ticket)
    {
        if (!ticket.IsQuiet || ticket.IsSpent || !ticket.IsSurely(s => s.Status == "spam" && s.SenderIsJunk))
        {
            await AnswerAsync(ticket);
            return;
        }

        ticket.IsSpent = true;
        var letter = _letters.ToDesk(ticket.Requester.Address, $"request {++_requests}", Letters.Text(_letters.NextWord()));
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Did(new Act(Way.Mail, s => [s], []), alone: true);
        Tickets.Add(new WalkedTicket(ticket.Requester, Cast, TicketState.OpenedAsSpam, letter.MessageId) { IsSpent = true });
        log.Add($"{ticket.Name}: the spammer writes anew {letter.MessageId}");
    }

    private async Task AnswerAsync(WalkedTicket ticket)
    {
        var writer = random.Next(6) == 0 && AnyOutsider(ticket) is { } outsider ? outsider : ticket.Readers[random.Next(ticket.Readers.Count)];
        var byNumber = ticket.Number > 0 && ticket.Readers.Contains(writer) && random.Next(2) == 0;
        var (number, openingId) = AnyName(ticket);
        var letter = _letters.ToDesk(writer.Address, byNumber ? $"AW: [HD-{number}] answer" : "Re: answer", Letters.Text(_letters.NextWord()), byNumber ? [] : [openingId]);
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Messages.Add(letter.MessageId, writer);
        ticket.Admit(writer);
        ticket.LastAnswer = ticket.IsQuiet && ticket.Number > 0 ? letter.MessageId : null; // Who drags the first mail away before it is seen has it taken in last.
        ticket.Did(new Act(Way.Mail, s => [ticket.Rules.Answer(s)], []));
        log.Add($"{ticket.Name}: {writer.Address} answers by {(byNumber ? $"number {number}" : "reference")} {letter.MessageId}");
    }

    private async Task StaffAsync(WalkedTicket ticket)
    {
        var by = random.Next(2) == 0 ? "alice" : "bob";
        var command = random.Next(3) == 0 ? null : Commands[random.Next(Commands.Length)];
        await WriteAsync(ticket, by, command, hasText: command is null or "#note" || (command is not "#spam" and not "#unassign" && random.Next(3) == 0), stale: false);
    }

    // Where somebody else wrote meanwhile; where nobody has, somebody does now.
    private async Task OvertakenAsync(WalkedTicket ticket)
    {
        var by = random.Next(2) == 0 ? "alice" : "bob";
        var overtaken = Tickets.FindAll(t => t.MayAct && t.Number > 0 && t.IsSurely(s => s.Words.Exists(w => w != by)));
        await (overtaken.Count == 0
            ? WriteAsync(ticket, by, null, hasText: true, stale: false)
            : WriteAsync(overtaken[random.Next(overtaken.Count)], by, null, hasText: true, stale: true));
    }

    private async Task SendAsync(WalkedTicket ticket)
    {
        var by = random.Next(2) == 0 ? "alice" : "bob";
        var waiting = Tickets.FindAll(t => t.MayAct && t.IsQuiet && t.IsSurely(s => s.Waits(by) && s.Status != "spam"));
        var brought = waiting.FindAll(t => t.Possible[0].Brought.Count > 0); // the rarer ones
        waiting = brought.Count > 0 ? brought : waiting;
        await (waiting.Count == 0 ? OvertakenAsync(ticket) : WriteAsync(waiting[random.Next(waiting.Count)], by, "#send", hasText: false, stale: false));
    }

    // Without a reference nothing says what its writer had read, and no reply is stale; with one to the first mail everything that came since counts.
    private async Task WriteAsync(WalkedTicket ticket, string by, string? command, bool hasText, bool stale)
    {
        var word = _letters.NextWord();
        var text = string.Join("\r\n", new[] { command, hasText ? Letters.Text(word) : null }.OfType<string>());
        var from = by == "alice" ? desk.Alice : desk.Bob;
        var letter = _letters.ToDesk(from.Address, $"Re: [HD-{AnyName(ticket).Number}] staff", text, stale ? [ticket.OpeningId] : []);
        var written = new StaffLetter(by, command, hasText, word, letter.MessageId);
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Messages.Add(letter.MessageId, null);
        ticket.Did(new Act(Way.Mail, s => [stale ? ticket.Rules.Stale(s, written) : ticket.Rules.Obey(s, written)], []), alone: command == "#send");
        log.Add($"{ticket.Name}: {by} writes \"{text.ReplaceLineEndings(" / ")}\"{(stale ? ", stale" : "")} {letter.MessageId}");
    }

    private async Task SentAsync(WalkedTicket ticket)
    {
        var byNumber = random.Next(2) == 0;
        var (number, openingId) = AnyName(ticket);
        var letter = _letters.FromDesk(ticket.Requester.Address, byNumber ? $"Re: [HD-{number}] sent" : "Re: sent", Letters.Text(_letters.NextWord()), byNumber ? [] : [openingId]);
        await _hand.KeepSentAsync(letter, cancellationToken);
        ticket.Sent.Add(letter.MessageId);
        ticket.Did(new Act(Way.Sent, s => [TicketRules.Sent(s, false)], []) { Overtaken = s => TicketRules.Sent(s, true) });
        log.Add($"{ticket.Name}: replied from the shared account {letter.MessageId}");
    }

    // What becomes of the target hangs on what the other is and has, so that must be known.
    private async Task MergeAsync(WalkedTicket ticket)
    {
        var others = Tickets.FindAll(t => t != ticket && t.Requester != ticket.Requester && IsMergeable(t));
        if (others.Count == 0 || !IsMergeable(ticket))
        {
            await StaffAsync(ticket);
            return;
        }

        // A reply that waits is rare, and what becomes of it is not.
        var waiting = others.FindAll(t => t.IsSurely(s => s.IsWaiting));
        var other = waiting.Count > 0 && random.Next(2) == 0 ? waiting[random.Next(waiting.Count)] : others[^(1 + random.Next(Math.Min(4, others.Count)))];
        var (source, target) = random.Next(2) == 0 ? (ticket, other) : (other, ticket);
        if (source.Possible[0].Status == "spam" || target.Possible[0].Status == "spam")
        {
            await ObeyedAsync(source, "alice", "#merge", $"{AnyName(target).Number}");
            target.Did(new Act(Way.Mail, s => [s], []), alone: true);
            return;
        }

        var written = await CommandAsync(source, "alice", $"#merge {AnyName(target).Number}");
        var (gone, readers) = (source.Possible[0], source.Readers.Select(r => r.Address).ToList());
        source.Did(new Act(Way.Mail, s => [source.Rules.Merged(s, written)], []));
        target.Did(new Act(Way.Mail, s => [target.Rules.TakesIn(s, gone, readers, written)], []), alone: true);
        source.MergeInto(target);
        log.Add($"{source.Name}: goes into {target.Name}; {gone.Waiting}");
    }

    private static bool IsMergeable(WalkedTicket ticket)
    {
        var first = ticket.Possible[0];
        return ticket.Number > 0 && ticket.MayAct && ticket.IsQuiet && ticket.IsSurely(s =>
            (s.Status == "spam") == (first.Status == "spam") && (s.Status == "resolved") == (first.Status == "resolved")
            && s.Waiting == first.Waiting && s.Relayed.Order().SequenceEqual(first.Relayed.Order()));
    }

    private async Task CopyInAsync(WalkedTicket ticket)
    {
        if (ticket.Readers.Count >= MaxReaders || !MayChangeReaders(ticket))
        {
            await StaffAsync(ticket);
            return;
        }

        var other = AnyOutsider(ticket) ?? desk.Servers.CreateOutsider("other");
        await ObeyedAsync(ticket, "bob", "#cc", other.Address);
        ticket.Join(other);
    }

    private async Task NameRequesterAsync(WalkedTicket ticket)
    {
        if (ticket.Readers.Count >= MaxReaders || !MayChangeReaders(ticket))
        {
            await StaffAsync(ticket);
            return;
        }

        var other = random.Next(2) == 0 ? desk.Servers.CreateOutsider("other") : AnyOutsider(ticket) ?? ticket.Readers[random.Next(ticket.Readers.Count)];
        await ObeyedAsync(ticket, "alice", "#requester", other.Address);
        ticket.IsSpent = true; // They may be known elsewhere: as a spammer, or as none.
        ticket.IsFor(other);
    }

    private async Task TakeOutAsync(WalkedTicket ticket)
    {
        ticket = Any(t => t.Readers.Count > 1 && MayChangeReaders(t)) ?? ticket;
        if (ticket.Readers.Count == 1 || !MayChangeReaders(ticket))
        {
            await CopyInAsync(ticket);
            return;
        }

        var other = ticket.Readers[1 + random.Next(ticket.Readers.Count - 1)];
        await ObeyedAsync(ticket, "bob", "#cc", $"-{other.Address}");
        ticket.TakeOut(other);
    }

    // A participant copies somebody in: whom staff took out comes back only where they wrote themselves since.
    private async Task CopyBackAsync(WalkedTicket ticket)
    {
        ticket = Any(t => t.TakenOut.Count > 0 && MayChangeReaders(t)) ?? ticket;
        if (AnyOutsider(ticket) is not { } other || ticket.Readers.Count >= MaxReaders || !MayChangeReaders(ticket))
        {
            await AnswerAsync(ticket);
            return;
        }

        var writer = ticket.Readers[random.Next(ticket.Readers.Count)];
        var letter = _letters.ToDesk(writer.Address, "Re: answer", Letters.Text(_letters.NextWord()), AnyName(ticket).OpeningId);
        letter = letter with { Headers = [.. letter.Headers, $"Cc: {other.Address}"] };
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Messages.Add(letter.MessageId, writer);
        ticket.LastAnswer = letter.MessageId;
        ticket.Did(new Act(Way.Mail, s => [ticket.Rules.Answer(s)], []), alone: true);
        log.Add($"{ticket.Name}: {writer.Address} answers and copies {other.Address} in{(ticket.TakenOut.Contains(other) ? ", who stays out" : "")} {letter.MessageId}");
        if (!ticket.TakenOut.Contains(other))
        {
            ticket.Join(other);
        }
    }

    // The customer's last mail becomes a ticket of its own, with whoever has this one.
    private async Task SplitAsync(WalkedTicket ticket)
    {
        static bool IsReady(WalkedTicket t) => t.LastAnswer is not null && t.MayAct && t.IsQuiet && t.IsSurely(s => s.Status != "spam" && s.Assignee == t.Possible[0].Assignee);
        ticket = IsReady(ticket) ? ticket : Tickets.FindLast(IsReady) ?? ticket;
        if (!IsReady(ticket))
        {
            await AnswerAsync(ticket);
            return;
        }

        var (last, assignee) = (ticket.LastAnswer!, ticket.Possible[0].Assignee);
        await ObeyedAsync(ticket, "alice", "#split", "");
        var opened = ticket.Split(last, TicketState.SplitOff(assignee));
        opened.Did(new Act(Way.Mail, s => [s], []), alone: true);
        Tickets.Add(opened);
    }

    private WalkedTicket? Any(Predicate<WalkedTicket> condition) => Tickets.FindAll(t => t.Number > 0 && t.MayAct && condition(t)) is { Count: > 0 } found ? found[random.Next(found.Count)] : null;

    private static bool MayChangeReaders(WalkedTicket ticket) => ticket.IsQuiet && ticket.IsSurely(s => s.Status != "spam");

    private MailAccount? AnyOutsider(WalkedTicket ticket) => ticket.Outsiders.Count == 0 ? null : ticket.Outsiders[random.Next(ticket.Outsiders.Count)];

    // Nothing else until it is seen: who reads along is told to the model at once.
    private async Task ObeyedAsync(WalkedTicket ticket, string by, string command, string argument)
    {
        var written = await CommandAsync(ticket, by, $"{command} {argument}".TrimEnd());
        ticket.Did(new Act(Way.Mail, s => [ticket.Rules.Obey(s, written with { Command = command })], []), alone: true);
    }

    private async Task<StaffLetter> CommandAsync(WalkedTicket ticket, string by, string line)
    {
        var letter = _letters.ToDesk(Cast.AddressOf(by), $"Re: [HD-{AnyName(ticket).Number}] staff", line);
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Messages.Add(letter.MessageId, null);
        log.Add($"{ticket.Name}: {by} commands {line} {letter.MessageId}");
        return new StaffLetter(by, line, false, "", letter.MessageId);
    }

    // The acknowledgement comes back. Who hears of it where nobody has the ticket hangs on the roster.
    private async Task BounceAsync(WalkedTicket ticket)
    {
        var notice = ticket.Requester.Messages().FirstOrDefault(m => SeenMail.Of("", m) is { Text: " acknowledged" } seen && seen.Ticket == ticket.Number);
        if (notice is null || ticket.Bounces.Count > 0 || !ticket.IsQuiet || !ticket.IsSurely(s => s is { Assignee: not null, Status: not "spam" }))
        {
            await AnswerAsync(ticket);
            return;
        }

        var letter = _letters.Bounce(ticket.Requester.Address, notice.MessageId!);
        await letter.SendAsync(desk.Servers, cancellationToken);
        ticket.Messages.Add(letter.MessageId, null);
        ticket.Bounces.Add(letter.MessageId);
        ticket.Did(new Act(Way.Mail, s => [ticket.Rules.Bounced(s)], []), alone: true);
        log.Add($"{ticket.Name}: the acknowledgement bounces {letter.MessageId}");
    }

    private async Task AskAsync()
    {
        var letter = _letters.ToDesk(desk.Bob.Address, "#list open", "");
        await letter.SendAsync(desk.Servers, cancellationToken);
        Questions.Add(letter.MessageId);
        Answers.Add($"{desk.Bob.Address} result {letter.MessageId}");
        log.Add($"bob asks #list open {letter.MessageId}");
    }

    private async Task RenumberAsync()
    {
        var folder = MailboxHand.Folders[random.Next(MailboxHand.Folders.Count)];
        await desk.Mailbox.RecreateMailboxAsync(cancellationToken, folder);
        if (folder == "INBOX")
        {
            Tickets.ForEach(t => t.Shuffle());
        }

        log.Add($"{folder} is numbered anew");
    }

    /// <summary>Its own number and first mail, or those of a ticket that went into it.</summary>
    private (int Number, string OpeningId) AnyName(WalkedTicket ticket)
    {
        var which = random.Next(ticket.Merged.Count + 1);
        return which == 0 ? (ticket.Number, ticket.OpeningId) : ticket.Merged[which - 1];
    }
}
