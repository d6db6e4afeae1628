using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HeadDesk.Daemon.Configuration;
using HeadDesk.MailServers;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>A desk that gives every ticket to alice, so that every mail is moved, and sends to a sink.</summary>
internal sealed class BenchmarkDesk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-bench-");
    private readonly string _config;

    public BenchmarkDesk(MailServerSet servers, int sinkPort, Action<JsonObject>? configure = null)
    {
        Mailbox = servers.CreateAccount();
        File.WriteAllText(Path.Combine(_folder.FullName, "password"), servers.Password);
        _config = Path.Combine(_folder.FullName, "headdesk.json");
        var configuration = new JsonObject
        {
            ["desk"] = new JsonObject { ["name"] = "Example Support", ["address"] = Mailbox.Address, ["dataDirectory"] = "data", ["assignNewTo"] = "alice" },
            ["imap"] = new JsonObject { ["host"] = "127.0.0.1", ["port"] = servers.ImapPort, ["security"] = "none", ["user"] = Mailbox.Address, ["passwordFile"] = "password" },
            ["smtp"] = new JsonObject { ["host"] = "127.0.0.1", ["port"] = sinkPort, ["security"] = "none" },
            ["staff"] = new JsonArray(new JsonObject { ["name"] = "alice", ["addresses"] = new JsonArray("alice@example.com") }),
            ["notices"] = new JsonObject { ["newMail"] = "off", ["perAddressAndHour"] = 1_000, ["perAddressAndDay"] = 1_000, ["perDeskAndHour"] = 1_000_000 },
            ["log"] = new JsonObject { ["level"] = "warning" },
        };
        configure?.Invoke(configuration);
        File.WriteAllText(_config, configuration.ToJsonString());
    }

    public MailAccount Mailbox { get; }

    public string ConfigFile => _config;

    public async Task<IReadOnlyList<Ticket>> TicketsAsync()
    {
        using var directory = DataDirectory.OpenForReading(Path.Combine(_folder.FullName, "data"));
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
        return await (await store.OpenDeskAsync(new DeskOptions().Id, CancellationToken.None)).ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None);
    }

    /// <summary>One round of the built program as a process.</summary>
    public async Task<Usage> RunAsync(AckPace? pace = null)
    {
        var started = Stopwatch.GetTimestamp();
        // The shell's "times" tells the processor time of its finished child to the hundredth of a second.
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "\"$0\" run --config \"$1\" --once & echo $!; wait $!; code=$?; times; exit $code", ProgramFile(), _config]) { RedirectStandardOutput = true })!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var rest = shell.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!shell.HasExited)
        {
            peak = Math.Max(peak, ProcessMemory.PeakOf(id));
            pace?.Look();
            await Task.WhenAny(shell.WaitForExitAsync(), Task.Delay(5));
        }

        var wall = Stopwatch.GetElapsedTime(started);
        return shell.ExitCode == 0
            ? new Usage(wall, ChildTime(await rest), peak)
            : throw new InvalidOperationException($"headdesk ended with {shell.ExitCode}");
    }

    /// <summary>So many tickets of other people, as if the desk had worked for years.</summary>
    public async Task FillStoreAsync(int tickets)
    {
        using var directory = DataDirectory.OpenForWriting(Path.Combine(_folder.FullName, "data"));
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);
        var desk = await store.OpenDeskAsync(new DeskOptions().Id, CancellationToken.None);
        var at = DateTimeOffset.UtcNow.AddYears(-1);
        for (var made = 0; made < tickets;)
        {
            await using var transaction = await desk.BeginAsync(CancellationToken.None);
            for (var i = 0; i < 1_000 && made < tickets; i++, made++)
            {
                var number = await transaction.NextTicketNumberAsync(CancellationToken.None);
                var requester = new Party("Old Customer", $"old{number}@past.example");
                var ticket = new Ticket { Number = number, Subject = "Something old", Requester = requester, Participants = [requester], Created = at, Updated = at, StatusSince = at, Status = TicketStatus.Closed, Messages = 1 };
                await transaction.SaveTicketAsync(ticket, CancellationToken.None);
                await transaction.AddEntryAsync(number, new Entry { Kind = EntryKind.Received, At = at, By = requester.Address, Via = Via.Mail, Text = "Some words of long ago." }, CancellationToken.None);
                await transaction.IndexSeenAsync(number, $"{number}.{Guid.NewGuid():N}@past.example", CancellationToken.None);
                await transaction.AddMessageAsync(new StoredMessage(0, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number))), null, null, 1_000, at, number, IntakeOutcome.Done), CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    /// <summary>A fast run that left something undone is no run.</summary>
    public void AssertDone(int mails, int requests, int sent)
    {
        var filed = Mailbox.Messages("alice").Count;
        if (filed != mails || sent != requests)
        {
            throw new InvalidOperationException($"{filed} of {mails} mails filed, {sent} of {requests} acknowledged");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TimeSpan ChildTime(string times)
    {
        // "0m0.010s 0m0.004s\n0m1.230s 0m0.310s": the shell's own, then its children's.
        var children = times.Trim().Split('\n')[^1].Split(' ');
        return children.Aggregate(TimeSpan.Zero, (sum, text) =>
        {
            var parts = text.TrimEnd('s').Split('m');
            return sum + TimeSpan.FromMinutes(int.Parse(parts[0], CultureInfo.InvariantCulture)) + TimeSpan.FromSeconds(double.Parse(parts[1], CultureInfo.InvariantCulture));
        });
    }

    private static string ProgramFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "src", "HeadDesk.Daemon", "bin", "Release", "net10.0", "headdesk");
            if (File.Exists(program))
            {
                return program;
            }
        }

        throw new InvalidOperationException("build src/HeadDesk.Daemon in Release first");
    }
}

/// <param name="Cpu">User and system time of the process.</param>
/// <param name="PeakBytes">VmHWM.</param>
internal sealed record Usage(TimeSpan Wall, TimeSpan Cpu, long PeakBytes);
