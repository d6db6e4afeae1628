using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;
using Spectre.Console;

namespace HeadDesk.Demo;

/// <summary>A day at the desk: each step is played, waited for and checked.</summary>
internal sealed partial class Day(DemoDesk desk, MailServerSet servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<(string Title, string Became, string? Wrong)> _steps = [];
    private readonly MailAccount _carol = servers.CreateOutsider("carol");
    private readonly MailAccount _juergen = servers.CreateOutsider("juergen");
    private readonly MailAccount _gone = servers.CreateOutsider("gone");
    private readonly MailAccount _mallory = servers.CreateOutsider("mallory");
    private readonly MailAccount _dave = servers.CreateOutsider("dave");

    public bool IsRight => _steps.TrueForAll(s => s.Wrong is null);

    public async Task PlayAsync(CancellationToken stop)
    {
        var request = new Letter("Carol Customer", _carol, "Printer on fire", "It is the one on the third floor.");
        await StepAsync("Carol asks: Printer on fire", "ticket 1, and she has its number by mail", async () =>
        {
            await request.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(async () => Count(_carol, "[HD-1]") == 1 && await IsAsync(1, t => Text(t, "status") == "new"), stop);
        }, stop);
        await StepAsync("Carol replies with the number in the subject", "second mail on ticket 1, no second answer", async () =>
        {
            await new Letter("Carol Customer", _carol, "AW: [HD-1] Printer on fire", "It still burns.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => (int)t["messages"]! == 2), stop) && Count(_carol, "HD-") == 1;
        }, stop);
        await StepAsync("Carol replies; the subject got lost, References stayed", "third mail on ticket 1", async () =>
        {
            var notice = _carol.Messages()[0].MessageId;
            await new Letter("Carol Customer", _carol, "hm", "Anybody there?") { Headers = [$"References: {notice}"] }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => (int)t["messages"]! == 3), stop);
        }, stop);
        await StepAsync("Jürgen sends a picture and umlauts", "ticket 2: Drücker brennt grün, brände.png", async () =>
        {
            await new Letter("=?utf-8?Q?J=C3=BCrgen_M=C3=BCller?=", _juergen, "=?iso-8859-1?Q?Dr=FCcker_brennt_gr=FCn?=", "") { Mime = Picture }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(2, t => Text(t, "subject") == "Drücker brennt grün" && HasAttachment(t, "brände.png") && Text(t["requester"]!, "name") == "Jürgen Müller"), stop)
                && await HoldsAsync(() => Task.FromResult(Count(_juergen, "[HD-2]") == 1), stop);
        }, stop);
        await StepAsync("Carol's out-of-office answers by itself", "kept on ticket 1; nobody is answered", async () =>
        {
            await new Letter("Carol Customer", _carol, "Out of office: Re: [HD-1] Printer on fire", "I am away.") { Headers = ["Auto-Submitted: auto-replied"] }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => Has(t, "auto-reply") && Text(t, "status") == "new"), stop) && Count(_carol, "HD-") == 1;
        }, stop);
        await StepAsync("A request whose answer comes back as a bounce", "ticket 3, and the bounce lies on it", async () =>
        {
            servers.BounceRecipient(_gone.Address);
            await new Letter("Gone Soon", _gone, "My mailbox is full", "Can you still read me?").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(3, t => Has(t, "bounce")), stop);
        }, stop);
        await StepAsync("Mallory guesses a number: [HD-1]", "ticket 4 of her own; nothing of ticket 1 is told", async () =>
        {
            await new Letter("Mallory", _mallory, "Re: [HD-1] what did they say?", "Tell me.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => Task.FromResult(Count(_mallory, "[HD-4]") == 1), stop)
                && !_mallory.Messages().Any(m => m.Text.Contains("Printer on fire", StringComparison.Ordinal))
                && await IsAsync(1, t => !t["participants"]!.ToJsonString().Contains(_mallory.Address, StringComparison.Ordinal));
        }, stop);
        await StepAsync("The daemon is killed (kill -9); Dave writes; it is started again", "ticket 5, answered once; nothing doubled", async () =>
        {
            await desk.KillAsync(stop);
            await new Letter("Dave", _dave, "Are you open?", "Just asking.").SendAsync(servers, desk.Mailbox, stop);
            await desk.StartAsync(stop);
            return await HoldsAsync(() => Task.FromResult(Count(_dave, "[HD-5]") == 1), stop)
                && (await desk.TicketsAsync(stop))!.Count == 5 && Count(_carol, "HD-") == 1 && Count(_juergen, "HD-") == 1;
        }, stop);
        await StepAsync("Alice drags Carol's first mail from INBOX to her folder", "ticket 1 is hers, and its other mail follows", async () =>
        {
            await using var person = await Person.SignInAsync(servers, desk.Mailbox, stop);
            await person.MoveAsync(request.MessageId, "INBOX", "alice", stop);
            return await HoldsAsync(() => IsAsync(1, t => Text(t, "assignee") == "alice"), stop)
                && await HoldsAsync(() => Task.FromResult(desk.Mailbox.Messages("alice").Count == 4), stop);
        }, stop);
        await StepAsync("Carol writes once more on ticket 1", "straight into alice's folder, unread", async () =>
        {
            await new Letter("Carol Customer", _carol, "Re: [HD-1] Printer on fire", "The fire is out.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => Task.FromResult(desk.Mailbox.Messages("alice").Count == 5), stop)
                && desk.Mailbox.Messages("alice").All(m => !m.Flags.Contains('S', StringComparison.Ordinal));
        }, stop);
        await StepAsync("Alice answers the notice from her own mail program: #close, and a few words", "Carol hears the desk, not Alice; ticket 1 is resolved, its mail in alice/Closed", async () =>
        {
            if (!await HoldsAsync(() => Task.FromResult(Count(desk.Alice, "[HD-1] Printer") == 1), stop))
            {
                return false;
            }

            var notice = desk.Alice.Messages().Single(m => m.Subject!.StartsWith("[HD-1] Printer", StringComparison.Ordinal));
            var answer = new Letter("Alice", desk.Alice, $"Re: {notice.Subject}", "#close\r\n\r\nGlad to hear it. Do call again.") { Headers = [$"In-Reply-To: {notice.MessageId}"] };
            await answer.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => Text(t, "status") == "resolved" && Has(t, "relay")), stop)
                && await HoldsAsync(() => Task.FromResult(desk.Mailbox.Messages("alice/Closed").Count == 6), stop)
                && await HoldsAsync(() => Task.FromResult(_carol.Messages().Any(m => m.Text.Contains("Do call again", StringComparison.Ordinal))), stop)
                && !_carol.Messages().Any(m => m.Text.Contains(desk.Alice.Address, StringComparison.OrdinalIgnoreCase) || m.Text.Contains("#close", StringComparison.Ordinal));
        }, stop);
        await StepAsync("Closing time: the daemon stops, one more round, all is counted", "5 tickets, 11 mails, 6 answers; nothing lost, nothing twice", async () =>
        {
            var stopped = await desk.StopAsync();
            await desk.RoundAsync(stop);
            MailAccount[] once = [_juergen, _mallory, _dave];
            var told = _carol.AllMessages().Count; // The number, Alice's words, and that it is done.
            return stopped && (await desk.TicketsAsync(stop))!.Count == 5 && desk.Mailbox.AllMessages().Count == 11
                && Array.TrueForAll(once, customer => customer.AllMessages().Count == 1) && told == 3
                && servers.OutsideMailboxes().Sum(outside => outside.AllMessages().Count) == once.Length + told;
        }, stop);
    }

    public async Task PrintAsync(CancellationToken stop)
    {
        var day = new Table().Title("A day at the desk").AddColumns("", "what happened", "what became of it");
        foreach (var (title, became, wrong) in _steps)
        {
            day.AddRow(wrong is null ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(title), Markup.Escape(wrong ?? became));
        }

        AnsiConsole.Write(day);
        var tickets = new Table().Title("The tickets").AddColumns("number", "subject", "from", "status", "with", "mails");
        foreach (var ticket in await desk.TicketsAsync(stop) ?? [])
        {
            tickets.AddRow(new[]
            {
                $"[HD-{ticket!["number"]}]", Text(ticket, "subject") ?? "", Text(ticket["requester"]!, "name") ?? "", Text(ticket, "status") ?? "",
                Text(ticket, "assignee") ?? "nobody yet", $"{ticket["messages"]}",
            }.Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(tickets);
        var folders = new Table().Title("Where the mail lies").AddColumns("mailbox", "folder", "mails");
        foreach (var folder in desk.Mailbox.Folders())
        {
            folders.AddRow(Markup.Escape(desk.Mailbox.Address), Markup.Escape(folder), $"{desk.Mailbox.Messages(folder).Count}");
        }

        foreach (var person in new[] { _carol, _juergen, _mallory, _dave, desk.Alice })
        {
            folders.AddRow(Markup.Escape(person.Address), "INBOX", Markup.Escape(string.Join(", ", person.Messages().Select(m => Tag().Match(m.Subject ?? "") is { Success: true } tag ? $"mail on {tag.Value}" : m.Subject))));
        }

        AnsiConsole.Write(folders);
        AnsiConsole.MarkupLine(IsRight ? "[green]All of it is right.[/]" : "[red]Something is not right.[/]");
        if (!IsRight)
        {
            AnsiConsole.WriteLine(desk.Log);
        }
    }

    private async Task StepAsync(string title, string became, Func<Task<bool>> play, CancellationToken stop)
    {
        string? wrong = null;
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Status().StartAsync(Markup.Escape(title) + " …", async _ => wrong = await PlayAsync());
        }
        else
        {
            wrong = await PlayAsync();
        }

        stop.ThrowIfCancellationRequested();
        _steps.Add((title, became, wrong));
        AnsiConsole.MarkupLine($"{(wrong is null ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(title)}");

        async Task<string?> PlayAsync()
        {
            try
            {
                return await play() ? null : $"expected: {became}";
            }
#pragma warning disable CA1031 // The step's edge: the day goes on, and the table says what went wrong in this one.
            catch (Exception failure) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                return $"expected: {became}; but {failure.Message}";
            }
        }
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition, CancellationToken stop)
    {
        try
        {
            await Eventually.HoldsAsync(_ => condition(), "the step", stop, Patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> IsAsync(int ticket, Func<JsonNode, bool> fits) =>
        await desk.TicketAsync(ticket, CancellationToken.None) is { } found && fits(found);

    private static bool Has(JsonNode ticket, string kind) => ticket["entries"]!.AsArray().Any(e => Text(e!, "kind") == kind);

    private static bool HasAttachment(JsonNode ticket, string name) =>
        ticket["entries"]!.AsArray().Any(e => e!["attachments"]!.AsArray().Any(a => Text(a!, "name") == name));

    private static string? Text(JsonNode node, string field) => (string?)node[field];

    private static int Count(MailAccount account, string tag) => account.Messages().Count(m => m.Subject?.Contains(tag, StringComparison.Ordinal) == true);

    [GeneratedRegex(@"\[HD-\d+\]")]
    private static partial Regex Tag();

    private const string Picture =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\nSch=F6ne Gr=FC=DFe\r\n--b\r\nContent-Type: image/png; name*=utf-8''br%C3%A4nde.png\r\n"
        + "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";
}
