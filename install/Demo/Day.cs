using System.Text.Json.Nodes;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;
using Spectre.Console;

namespace HeadDesk.Demo;

/// <summary>A day at the desk: each step is played, waited for and checked.</summary>
internal sealed class Day(DemoDesk desk, MailServerSet servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<(string Title, string Became, bool Right)> _steps = [];
    private readonly MailAccount _carol = servers.CreateOutsider("carol");
    private readonly MailAccount _juergen = servers.CreateOutsider("juergen");
    private readonly MailAccount _gone = servers.CreateOutsider("gone");
    private readonly MailAccount _mallory = servers.CreateOutsider("mallory");
    private readonly MailAccount _dave = servers.CreateOutsider("dave");

    public bool IsRight => _steps.TrueForAll(s => s.Right);

    public async Task PlayAsync(CancellationToken stop)
    {
        var request = new Letter("Carol Customer", _carol, "Printer on fire", "It is the one on the third floor.");
        await StepAsync("Carol asks: Printer on fire", "ticket 1, and she has its number by mail", stop, async () =>
        {
            await request.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(async () => Count(_carol, "[HD-1]") == 1 && await IsAsync(1, t => Text(t, "status") == "new"), stop);
        });
        await StepAsync("Carol replies with the number in the subject", "second mail on ticket 1, no second answer", stop, async () =>
        {
            await new Letter("Carol Customer", _carol, "AW: [HD-1] Printer on fire", "It still burns.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => (int)t["messages"]! == 2), stop) && Count(_carol, "HD-") == 1;
        });
        await StepAsync("Carol replies; the subject got lost, References stayed", "third mail on ticket 1", stop, async () =>
        {
            var notice = _carol.Messages()[0].MessageId;
            await new Letter("Carol Customer", _carol, "hm", "Anybody there?") { Headers = [$"References: {notice}"] }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => (int)t["messages"]! == 3), stop);
        });
        await StepAsync("Jürgen sends a picture and umlauts", "ticket 2: Drücker brennt grün, brände.png", stop, async () =>
        {
            await new Letter("=?utf-8?Q?J=C3=BCrgen_M=C3=BCller?=", _juergen, "=?iso-8859-1?Q?Dr=FCcker_brennt_gr=FCn?=", "") { Mime = Picture }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(2, t => Text(t, "subject") == "Drücker brennt grün" && t.ToJsonString().Contains("brände.png", StringComparison.Ordinal) && Text(t["requester"]!, "name") == "Jürgen Müller"), stop)
                && await HoldsAsync(() => Task.FromResult(Count(_juergen, "[HD-2]") == 1), stop);
        });
        await StepAsync("Carol's out-of-office answers by itself", "kept on ticket 1; nobody is answered", stop, async () =>
        {
            await new Letter("Carol Customer", _carol, "Out of office: Re: [HD-1] Printer on fire", "I am away.") { Headers = ["Auto-Submitted: auto-replied"] }.SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(1, t => Has(t, "auto-reply") && Text(t, "status") == "new"), stop) && Count(_carol, "HD-") == 1;
        });
        await StepAsync("A request whose answer comes back as a bounce", "ticket 3, and the bounce lies on it", stop, async () =>
        {
            servers.BounceRecipient(_gone.Address);
            await new Letter("Gone Soon", _gone, "My mailbox is full", "Can you still read me?").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => IsAsync(3, t => Has(t, "bounce")), stop);
        });
        await StepAsync("Mallory guesses a number: [HD-1]", "ticket 4 of her own; nothing of ticket 1 is told", stop, async () =>
        {
            await new Letter("Mallory", _mallory, "Re: [HD-1] what did they say?", "Tell me.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => Task.FromResult(Count(_mallory, "[HD-4]") == 1), stop)
                && !_mallory.Messages().Any(m => m.Text.Contains("Printer on fire", StringComparison.Ordinal))
                && await IsAsync(1, t => !t["participants"]!.ToJsonString().Contains(_mallory.Address, StringComparison.Ordinal));
        });
        await StepAsync("The daemon is killed (kill -9); Dave writes; it is started again", "ticket 5, answered once; nothing doubled", stop, async () =>
        {
            await desk.KillAsync(stop);
            await new Letter("Dave", _dave, "Are you open?", "Just asking.").SendAsync(servers, desk.Mailbox, stop);
            await desk.StartAsync(stop);
            return await HoldsAsync(() => Task.FromResult(Count(_dave, "[HD-5]") == 1), stop)
                && (await desk.TicketsAsync(stop))!.Count == 5 && Count(_carol, "HD-") == 1 && Count(_juergen, "HD-") == 1;
        });
        await StepAsync("Alice drags Carol's first mail from INBOX to her folder", "ticket 1 is hers, and its other mail follows", stop, async () =>
        {
            await using var person = await Person.SignInAsync(servers, desk.Mailbox, stop);
            await person.MoveAsync(request.MessageId, "INBOX", "alice", stop);
            return await HoldsAsync(() => IsAsync(1, t => Text(t, "assignee") == "alice"), stop)
                && await HoldsAsync(() => Task.FromResult(desk.Mailbox.Messages("alice").Count == 4), stop);
        });
        await StepAsync("Carol writes once more on ticket 1", "straight into alice's folder, unread", stop, async () =>
        {
            await new Letter("Carol Customer", _carol, "Re: [HD-1] Printer on fire", "The fire is out.").SendAsync(servers, desk.Mailbox, stop);
            return await HoldsAsync(() => Task.FromResult(desk.Mailbox.Messages("alice").Count == 5), stop)
                && desk.Mailbox.Messages("alice").All(m => !m.Flags.Contains('S', StringComparison.Ordinal));
        });
    }

    public void Print()
    {
        var table = new Table().Title("A day at the desk").AddColumns("", "what happened", "what became of it");
        foreach (var (title, became, right) in _steps)
        {
            table.AddRow(right ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(title), Markup.Escape(right ? became : $"expected: {became}"));
        }

        AnsiConsole.Write(table);
        var folders = new Table().Title("Where the mail lies").AddColumns("mailbox", "folder", "mails");
        foreach (var folder in desk.Mailbox.Folders())
        {
            folders.AddRow(Markup.Escape(desk.Mailbox.Address), Markup.Escape(folder), $"{desk.Mailbox.Messages(folder).Count}");
        }

        foreach (var person in new[] { _carol, _juergen, _mallory, _dave, desk.Alice })
        {
            folders.AddRow(Markup.Escape(person.Address), "INBOX", Markup.Escape(string.Join(", ", person.Messages().Select(m => m.Subject))));
        }

        AnsiConsole.Write(folders);
        AnsiConsole.MarkupLine(IsRight ? "[green]All of it is right.[/]" : "[red]Something is not right.[/]");
        if (!IsRight)
        {
            AnsiConsole.WriteLine(desk.Log);
        }
    }

    private async Task StepAsync(string title, string became, CancellationToken stop, Func<Task<bool>> play)
    {
        var right = false;
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Status().StartAsync(Markup.Escape(title) + " …", async _ => right = await play());
        }
        else
        {
            right = await play();
        }

        stop.ThrowIfCancellationRequested();
        _steps.Add((title, became, right));
        AnsiConsole.MarkupLine($"{(right ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(title)}");
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

    private static string? Text(JsonNode node, string field) => (string?)node[field];

    private static int Count(MailAccount account, string tag) => account.Messages().Count(m => m.Subject?.Contains(tag, StringComparison.Ordinal) == true);

    private const string Picture =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\nSch=F6ne Gr=FC=DFe\r\n--b\r\nContent-Type: image/png; name*=utf-8''br%C3%A4nde.png\r\n"
        + "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";
}
