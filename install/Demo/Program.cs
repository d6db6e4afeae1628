using HeadDesk.MailServers;
using HeadDesk.Demo;
using Spectre.Console;

// headdesk-demo HEADDESK [--once]: plays a day at the desk with the built program on real mail servers.
if (args is not ([var program] or [var program, "--once"]) || !File.Exists(program))
{
    Console.Error.WriteLine("usage: headdesk-demo PATH-OF-HEADDESK [--once]   (bash install/demo.sh does it all)");
    return 2;
}

var once = args.Length == 2;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
try
{
    AnsiConsole.MarkupLine("[bold]Starting Dovecot and Exim on loopback, and the daemon …[/]");
    await using var servers = await MailServerSet.StartAsync(new MailServerOptions(), stop.Token);
    await using var desk = new DemoDesk(servers, program);
    await desk.StartAsync(stop.Token);
    var day = new Day(desk, servers);
    await day.PlayAsync(stop.Token);
    day.Print();
    if (!once)
    {
        await LeaveRunningAsync(desk, servers);
    }

    return day.IsRight ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 1;
}

async Task LeaveRunningAsync(DemoDesk desk, MailServerSet servers)
{
    AnsiConsole.Write(new Panel(Markup.Escape(
        $"""
        The desk is still running. Connect any mail client:
          IMAP  127.0.0.1, port {servers.ImapPort}, no encryption, user {desk.Mailbox.Address}, password {servers.Password}
          SMTP  127.0.0.1, port {servers.SmtpPort}, no encryption, the same user and password
        Write to {desk.Mailbox.Address}, move mail between INBOX and alice, and look:
          {program} tickets list --config {desk.ConfigFile}
        Ctrl-C stops everything.
        """)).Header("Your turn"));
    await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
