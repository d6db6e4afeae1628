using System.Runtime.InteropServices;
using HeadDesk.Demo;
using HeadDesk.MailServers;
using Spectre.Console;

// headdesk-demo HEADDESK [--once]: plays a day at the desk with the built program on real mail servers.
var program = args.FirstOrDefault() ?? "";
var once = args is [_, "--once"];
if (!File.Exists(program) || args.Length != (once ? 2 : 1))
{
    Console.Error.WriteLine("usage: headdesk-demo PATH-OF-HEADDESK [--once]   (bash install/demo.sh does it all)");
    return 2;
}

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    AnsiConsole.MarkupLine("[bold]Starting Dovecot and Exim on loopback, and the daemon …[/]");
    await using var servers = await MailServerSet.StartAsync(new MailServerOptions(), stop.Token);
    await using var desk = new DemoDesk(servers, program);
    await desk.OpenAsync(stop.Token);
    var day = new Day(desk, servers);
    await day.PlayAsync(stop.Token);
    await day.PrintAsync(stop.Token);
    if (!once)
    {
        await desk.StartAsync(stop.Token);
        await LeaveRunningAsync(desk, servers);
    }

    return day.IsRight ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("demo: stopped before the day was over");
    return 1;
}
#pragma warning disable CA1031 // The program's edge: whatever it is, it is said in plain words and the servers are gone.
catch (Exception failure)
#pragma warning restore CA1031
{
    Console.Error.WriteLine($"demo: {failure.Message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

async Task LeaveRunningAsync(DemoDesk desk, MailServerSet servers)
{
    AnsiConsole.Write(new Panel(Markup.Escape(
        $"""
        IMAP      127.0.0.1, port {servers.ImapPort}, no encryption
        SMTP      127.0.0.1, port {servers.SmtpPort}, no encryption
        User      {desk.Mailbox.Address}, or any other address: each has a mailbox
        Password  {servers.Password}

        Write to {desk.Mailbox.Address} as somebody else, drag mail between INBOX
        and alice, and look what became of it with the command below.
        Ctrl-C stops everything.
        """)).Header("The desk is still running: connect any mail client"));
    // Not in the panel: it would be broken into lines, and is to be copied.
    Console.WriteLine($"{program} tickets list --config {desk.ConfigFile}");
    await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
