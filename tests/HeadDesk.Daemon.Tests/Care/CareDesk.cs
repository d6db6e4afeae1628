using System.Security.Cryptography;
using System.Text;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Daemon.Tests.Care;

/// <summary>A desk on the disk: configuration, templates, and a store that a test fills.</summary>
internal sealed class CareDesk : IDisposable
{
    private readonly Store.Tests.TemporaryFolder _folder = new();

    public CareDesk(string? dataDirectory = null)
    {
        Data = dataDirectory ?? _folder.File("data");
        Directory.CreateDirectory(Path.Combine(Folder, "templates", "de"));
        File.WriteAllText(Path.Combine(Folder, "templates", "de", "assigned.md"), "subject: x\n\ny\n");
        File.WriteAllText(Path.Combine(Folder, "secret"), "s3cret\n");
        File.WriteAllText(ConfigFile, $$"""
            {
              "desk": { "name": "Example Support", "address": "support@example.com", "staffTrust": "from-header", "dataDirectory": "{{Data}}" },
              "imap": { "host": "127.0.0.1", "port": 143, "security": "none", "user": "u", "passwordFile": "secret" },
              "smtp": { "host": "127.0.0.1", "port": 25, "security": "none", "user": "u", "passwordFile": "secret" },
              "staff": [ { "name": "alice", "addresses": ["alice@example.com"], "role": "admin" } ]
            }
            """);
    }

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public string Folder => _folder.Path;

    public string Data { get; }

    public string ConfigFile => Path.Combine(Folder, "headdesk.json");

    public LoadedConfiguration Configuration => ConfigurationLoader.Load(ConfigFile);

    /// <summary>Tickets with an original each, and one mail that waits to be sent for each.</summary>
    public async Task FillAsync(int tickets, int octets = 5_000)
    {
        var none = CancellationToken.None;
        using var directory = DataDirectory.OpenForWriting(Data);
        KeyFile.LoadOrCreate(Data);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), none);
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
        var desk = await store.OpenDeskAsync("main", none);
        for (var i = 0; i < tickets; i++)
        {
            await using var t = await desk.BeginAsync(none);
            var number = await t.NextTicketNumberAsync(none);
            var content = Encoding.ASCII.GetBytes($"From: a{number}@customer.example\r\nSubject: Request {number}\r\n\r\n{new string('x', octets)}\r\n");
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            var blob = await blobs.AppendAsync(sha256, content, none);
            await blobs.FlushAsync(none);
            var requester = new Party("Ann", $"a{number}@customer.example");
            await t.SaveTicketAsync(new Ticket { Number = number, Subject = $"Request {number}", Requester = requester, Participants = [requester], Created = Now, Updated = Now, StatusSince = Now }, none);
            await t.AddEntryAsync(number, new Entry { Kind = EntryKind.Received, At = Now, By = requester.Address, Via = Via.Mail, From = requester, Text = "It burns." }, none);
            await t.AddBlobAsync(blob, none);
            await t.AddMessageAsync(new StoredMessage(0, sha256, $"{number}@customer.example", sha256, content.Length, Now, number, IntakeOutcome.Done, requester.Address, MessageOrigin.Person), none);
            await t.EnqueueAsync(Mail(number), none);
            await t.CommitAsync(none);
        }
    }

    public static OutboxItem Mail(int number) => new(0, number, "Acknowledgement", $"ack{number}@example.com", "support@example.com", [$"a{number}@customer.example"], "Subject: [HD-1] x\r\n\r\nHello\r\n"u8.ToArray(), Now, Now, 0, null);

    public Task<List<Ticket>> TicketsAsync() => ReadAsync(desk => desk.ListTicketsAsync(CancellationToken.None).ToListAsync().AsTask());

    public async Task<T> ReadAsync<T>(Func<IDeskStore, Task<T>> read)
    {
        await using var reader = await StoreReader.OpenAsync(Configuration, CancellationToken.None);
        return await read(reader.Desk);
    }

    /// <summary>Everything that a reader of the store can see of its tickets.</summary>
    public Task<string> ShownAsync() => ReadAsync(async desk =>
    {
        var tickets = await desk.ListTicketsAsync(CancellationToken.None).ToListAsync();
        var shown = new StringBuilder();
        foreach (var ticket in tickets)
        {
            shown.AppendLine(HeadDesk.Daemon.Output.Json.Of(ticket)).AppendLine(HeadDesk.Daemon.Output.Json.Of(await desk.ListEntriesAsync(ticket.Number, CancellationToken.None)));
        }

        return shown.ToString();
    });

    public void Dispose() => _folder.Dispose();
}
