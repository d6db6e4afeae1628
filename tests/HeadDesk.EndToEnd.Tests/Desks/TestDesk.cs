using System.Text.Json;
using System.Text.Json.Nodes;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.MailServers;
using HeadDesk.Store;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>A desk of its own on the shared servers: mailbox, configuration, data directory.</summary>
internal sealed class TestDesk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-e2e-");
    private readonly bool _asProgram;

    /// <param name="asProgram">Every call is a start of the built program; else the same work in this process, which is quicker.</param>
    public TestDesk(MailServerSet servers, Action<JsonObject>? configure = null, bool asProgram = true)
    {
        Servers = servers;
        _asProgram = asProgram;
        Mailbox = servers.CreateAccount();
        Alice = servers.CreateAccount();
        Bob = servers.CreateAccount();
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "password"), servers.Password + "\n");
        var configuration = JsonNode.Parse($$"""
            {
              "desk": { "name": "Example Support", "address": "{{Mailbox.Address}}", "dataDirectory": "data" },
              "imap": { "host": "127.0.0.1", "port": {{servers.ImapPort}}, "security": "none", "user": "{{Mailbox.Address}}", "passwordFile": "password", "pollInterval": "1s" },
              "smtp": { "host": "127.0.0.1", "port": {{servers.SmtpPort}}, "security": "none", "user": "{{Mailbox.Address}}", "passwordFile": "password", "retryAfter": "1s" },
              "staff": [
                { "name": "alice", "displayName": "Alice Example", "addresses": ["{{Alice.Address}}"], "folder": "alice", "role": "admin" },
                { "name": "bob", "displayName": "Bob Example", "addresses": ["{{Bob.Address}}"], "folder": "bob" }
              ]
            }
            """)!.AsObject();
        if (!asProgram)
        {
            configuration["log"] = new JsonObject { ["level"] = "error" }; // It would go to the test's own console.
        }

        configure?.Invoke(configuration);
        ConfigFile = System.IO.Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(ConfigFile, configuration.ToJsonString());
    }

    public MailServerSet Servers { get; }

    public MailAccount Mailbox { get; }

    /// <summary>Where Alice, who is an admin, reads her own mail.</summary>
    public MailAccount Alice { get; }

    public MailAccount Bob { get; }

    public string Folder => _folder.FullName;

    public string DataDirectory => System.IO.Path.Combine(Folder, "data");

    public string ConfigFile { get; }

    public string Address => Mailbox.Address;

    /// <summary>One round, which must go well; what it sent has been delivered on return.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="at">The time as it is to be when the round begins; only of the program.</param>
    public async Task RunOnceAsync(CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        (await TryOnceAsync(cancellationToken, at)).Succeeded();
        await Servers.SettledAsync(cancellationToken);
    }

    public async Task<Outcome> TryOnceAsync(CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        if (_asProgram)
        {
            return await Headdesk.RunAsync(["run", "--config", ConfigFile, "--once", .. at is { } now ? ["--now", now.ToString("O")] : Array.Empty<string>()], cancellationToken);
        }

        Assert.Null(at);
        var failures = await OneRound.RunAsync(ConfigurationLoader.Load(ConfigFile), TimeProvider.System, cancellationToken);
        return new Outcome(failures.Count == 0 ? CommandLine.Done : CommandLine.Wrong, "", string.Join('\n', failures));
    }

    public async Task<JsonArray> TicketsAsync(CancellationToken cancellationToken) => JsonNode.Parse(_asProgram
        ? (await Headdesk.RunAsync(["tickets", "list", "--config", ConfigFile, "--json"], cancellationToken)).Succeeded().Output
        : await ReadAsync(async desk => Json.Of((await desk.ListTicketsAsync(cancellationToken).ToListAsync(cancellationToken)).Select(TicketDocument.Of)), cancellationToken))!.AsArray();

    public async Task<JsonNode> TicketAsync(int number, CancellationToken cancellationToken) => JsonNode.Parse(_asProgram
        ? (await Headdesk.RunAsync(["tickets", "show", $"{number}", "--config", ConfigFile, "--json"], cancellationToken)).Succeeded().Output
        : await ReadAsync(
            async desk => Json.Of(new TicketHistoryDocument(
                TicketDocument.Of((await desk.FindTicketAsync(number, cancellationToken))!),
                [.. (await desk.ListEntriesAsync(number, cancellationToken)).Select(EntryDocument.Of)])),
            cancellationToken))!;

    public async Task<IReadOnlyList<JsonNode>> EntriesAsync(int number, string kind, CancellationToken cancellationToken) =>
        [.. (await TicketAsync(number, cancellationToken))["entries"]!.AsArray().Where(e => (string)e!["kind"]! == kind).Select(e => e!)];

    private async Task<string> ReadAsync(Func<IDeskStore, Task<string>> read, CancellationToken cancellationToken)
    {
        await using var reader = await StoreReader.OpenAsync(ConfigurationLoader.Load(ConfigFile), cancellationToken);
        return await read(reader.Desk);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
