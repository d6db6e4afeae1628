using System.Text;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Tests;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>A desk without servers: mail is put in as it came, and what would leave is read from the outbox.</summary>
internal sealed class MailedDesk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly OfflineDesk _desk;
    private uint _uid;
    private int _seen;

    private MailedDesk(TemporaryFolder folder, OfflineDesk desk) => (_folder, _desk) = (folder, desk);

    private static CancellationToken None => CancellationToken.None;

    public static async Task<MailedDesk> OpenAsync(string domain = "example.com")
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("secret"), "s3cret\n");
        File.WriteAllText(folder.File("headdesk.json"), $$"""
            {
              "desk": { "name": "Example Support", "address": "support@{{domain}}", "staffTrust": "from-header", "dataDirectory": "data" },
              "imap": { "host": "127.0.0.1", "port": 143, "security": "none", "user": "u", "passwordFile": "secret" },
              "smtp": { "host": "127.0.0.1", "port": 25, "security": "none", "user": "u", "passwordFile": "secret" },
              "staff": [ { "name": "alice", "addresses": ["alice@{{domain}}"], "role": "admin" }, { "name": "bob", "addresses": ["bob@{{domain}}"] } ]
            }
            """);
        var configuration = ConfigurationLoader.Load(folder.File("headdesk.json"));
        return new MailedDesk(folder, await OfflineDesk.OpenAloneAsync(configuration, TimeProvider.System, None));
    }

    /// <returns>What was queued for it, as it would leave.</returns>
    public async Task<IReadOnlyList<(OutboxItem Item, MessageView Mail)>> ArriveAsync(string from, string subject, string text, params string[] fields)
    {
        var header = string.Concat(fields.Prepend($"From: {from}").Append($"Subject: {subject}").Append($"Message-ID: <{++_uid}@client.example>").Append("Date: Mon, 2 Mar 2026 09:00:00 +0000").Select(f => f + "\r\n"));
        var content = Encoding.UTF8.GetBytes(header + (fields.Any(f => f.StartsWith("Content-Type", StringComparison.Ordinal)) ? "" : "\r\n") + text.ReplaceLineEndings("\r\n") + "\r\n");
        var raw = new RawMail(new MailboxLocation("INBOX", 1, _uid), DateTimeOffset.UtcNow, content.Length, content);
        var look = new FolderLook(new FolderState("INBOX", 1, _uid - 1, 0, 0, DateTimeOffset.UnixEpoch), false, Baseline.Process, [_uid], _uid);
        await _desk.Intake.CommitAsync([ReadMail.Of(raw, _desk.Context.Classifier)], look, None);
        var all = await _desk.Store.DueOutboxAsync(DateTimeOffset.UtcNow.AddDays(1), 10_000, None);
        var fresh = all.Skip(_seen).Select(i => (i, MessageView.Of(MimeMessage.Parse(i.Content)))).ToList();
        _seen = all.Count;
        return fresh;
    }

    public Task<IReadOnlyList<Entry>> EntriesAsync(int ticket) => _desk.Store.ListEntriesAsync(ticket, None);

    public async Task<List<Ticket>> TicketsAsync() => await _desk.Store.ListTicketsAsync(None).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        _folder.Dispose();
    }
}
