using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HeadDesk.MailServers.Generating;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.People;

namespace HeadDesk.MailServers;

/// <summary>The servers for a script: start them, then deliver, move and list from other processes.</summary>
internal static class Program
{
    private const string Usage = """
        usage: HeadDesk.MailServers start --folder F [--tls] [--authserv-id ID] [--until-eof]
                 starts Dovecot and Exim, prints one line of JSON, stays until it is killed
                 (or, with --until-eof, until its standard input ends)
               HeadDesk.MailServers deliver --folder F [--from ADDRESS] --to ADDRESS [--as ADDRESS] [FILE]
                 sends a message, from standard input without FILE, and waits for its arrival
               HeadDesk.MailServers move --folder F --account ADDRESS --message-id ID --from FOLDER --to FOLDER
               HeadDesk.MailServers list --folder F --account ADDRESS
                 one line of JSON for each message of each folder
               HeadDesk.MailServers fill --folder F --account ADDRESS --count N [--seed S] [--through-exim]
                 puts N generated support mails into INBOX
               HeadDesk.MailServers bounce --folder F --to ADDRESS
                 from now on mail to this address bounces
        """;

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RunAsync(arguments);
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        if (CommandLine.Parse(arguments) is not { } line || line.Option("folder") is not { } folder)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

        if (line.Verb == "start")
        {
            await StartAsync(line, folder, stop.Token);
            return 0;
        }

        await using MailServerSet servers = await MailServerSet.AttachAsync(folder, stop.Token);
        switch (line.Verb)
        {
            case "deliver":
                await DeliverAsync(servers, line, stop.Token);
                return 0;
            case "move":
                await using (Person person = await Person.SignInAsync(servers, servers.Mailbox(line.Required("account")), stop.Token))
                {
                    await person.MoveAsync(line.Required("message-id"), line.Required("from"), line.Required("to"), stop.Token);
                }

                return 0;
            case "list":
                List(servers.Mailbox(line.Required("account")));
                return 0;
            case "fill":
                await FillAsync(servers, line, stop.Token);
                return 0;
            case "bounce":
                servers.BounceRecipient(line.Required("to"));
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task StartAsync(CommandLine line, string folder, CancellationToken cancellationToken)
    {
        var options = new MailServerOptions { Folder = folder, Tls = line.Has("tls"), AuthservId = line.Option("authserv-id") };
        await using MailServerSet servers = await MailServerSet.StartAsync(options, cancellationToken);
        Print(new
        {
            folder = servers.Folder,
            imapPort = servers.ImapPort,
            imapsPort = servers.ImapsPort,
            smtpPort = servers.SmtpPort,
            smtpsPort = servers.SmtpsPort,
            lmtpPort = servers.LmtpPort,
            caFile = servers.CaFile,
            password = servers.Password,
        });
        try
        {
            await (line.Has("until-eof")
                ? Console.In.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken)
                : Task.Delay(Timeout.Infinite, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The signal that ends it.
        }
    }

    private static async Task DeliverAsync(MailServerSet servers, CommandLine line, CancellationToken cancellationToken)
    {
        string message = line.Operand is { } file
            ? await File.ReadAllTextAsync(file, Encoding.Latin1, cancellationToken)
            : await new StreamReader(Console.OpenStandardInput(), Encoding.Latin1).ReadToEndAsync(cancellationToken);
        await servers.DeliverAsync(
            new Envelope(line.Option("from") ?? "", line.Required("to")),
            Encoding.Latin1.GetBytes(message),
            cancellationToken,
            line.Option("as") is { } address ? servers.Mailbox(address) : null);
    }

    private static async Task FillAsync(MailServerSet servers, CommandLine line, CancellationToken cancellationToken)
    {
        MailAccount account = servers.Mailbox(line.Required("account"));
        var options = new SupportMailOptions { Recipient = account.Address, Seed = int.Parse(line.Option("seed") ?? "1", CultureInfo.InvariantCulture) };
        IEnumerable<SupportMail> mails = new SupportMailGenerator(options).Generate(int.Parse(line.Required("count"), CultureInfo.InvariantCulture));
        if (line.Has("through-exim"))
        {
            await servers.DeliverAsync(mails.Select(mail => (mail.Envelope, mail.Raw)), cancellationToken);
        }
        else
        {
            await account.FillAsync(mails.Select(mail => mail.Raw), cancellationToken);
        }
    }

    private static void List(MailAccount account)
    {
        foreach (StoredMessage message in account.AllMessages())
        {
            Print(new
            {
                folder = message.Folder,
                subject = message.Subject,
                from = message.Header("From"),
                to = message.Header("To"),
                messageId = message.MessageId,
                flags = message.Flags,
            });
        }
    }

    private static void Print<T>(T value)
    {
        Console.WriteLine(JsonSerializer.Serialize(value, s_readable));
        Console.Out.Flush();
    }
}
