using System.Text;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Copying;
using HeadDesk.Store.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>A desk without servers: mail is put in as it came, and what would leave is read from the outbox.</summary>
internal sealed class MailedDesk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly OfflineDesk _desk;
    private uint _uid;
    private long _seen;

    private MailedDesk(TemporaryFolder folder, OfflineDesk desk) => (_folder, _desk) = (folder, desk);

    private static CancellationToken None => CancellationToken.None;

    /// <param name="domain">Of the desk and its staff.</param>
    /// <param name="keysOf">A desk whose tokens this one believes, as after a restore.</param>
    /// <param name="options">More of the desk's options.</param>
    public static async Task<MailedDesk> OpenAsync(string domain = "example.com", MailedDesk? keysOf = null, string options = "\"staffTrust\": \"from-header\"")
    {
        var folder = new TemporaryFolder();
        if (keysOf is not null)
        {
            Directory.CreateDirectory(folder.File("data"));
            File.Copy(keysOf._folder.File("data/token.keys"), folder.File("data/token.keys"));
        }

        File.WriteAllText(folder.File("secret"), "s3cret\n");
        File.WriteAllText(folder.File("headdesk.json"), $$"""
            {
              "desk": { "name": "Example Support", "address": "support@{{domain}}", {{options}}, "dataDirectory": "data" },
              "imap": { "host": "127.0.0.1", "port": 143, "security": "none", "user": "u", "passwordFile": "secret" },
              "smtp": { "host": "127.0.0.1", "port": 25, "security": "none", "user": "u", "passwordFile": "secret" },
              "staff": [ { "name": "alice", "addresses": ["alice@{{domain}}"], "role": "admin" }, { "name": "bob", "addresses": ["bob@{{domain}}"] } ]
            }
            """);
        var configuration = ConfigurationLoader.Load(folder.File("headdesk.json"));
        return new MailedDesk(folder, await OfflineDesk.OpenAloneAsync(configuration, TimeProvider.System, None)) { Client = keysOf is null ? "client.example" : "today.example" };
    }

    /// <returns>What was queued for it, as it would leave.</returns>
    public async Task<IReadOnlyList<(OutboxItem Item, MessageView Mail)>> ArriveAsync(string from, string subject, string text, params string[] fields)
    {
        var header = string.Concat(fields.Prepend($"From: {from}").Append($"Subject: {subject}").Append($"Message-ID: <{++_uid}@{Client}>").Append("Date: Mon, 2 Mar 2026 09:00:00 +0000").Select(f => f + "\r\n"));
        var content = Encoding.UTF8.GetBytes(header + (fields.Any(f => f.StartsWith("Content-Type", StringComparison.Ordinal)) ? "" : "\r\n") + text.ReplaceLineEndings("\r\n") + "\r\n");
        var raw = new RawMail(new MailboxLocation(Folder, 1, _uid), ReceivedAt ?? DateTimeOffset.UtcNow, content.Length, content);
        var use = Folder == "Sent" ? FolderUse.Sent : FolderUse.Queue;
        var look = new FolderLook(new FolderState(Folder, 1, _uid - 1, 0, 0, DateTimeOffset.UnixEpoch), false, Baseline.Process, [_uid], _uid) { Use = use };
        await _desk.Intake.CommitAsync([ReadMail.Of(raw, _desk.Context.Classifier)], look, None);
        return await FreshAsync();
    }

    /// <summary>The server refuses these mails for good.</summary>
    /// <returns>What was queued for that.</returns>
    public async Task<IReadOnlyList<(OutboxItem Item, MessageView Mail)>> RefuseAsync(IEnumerable<OutboxItem> items)
    {
        var decisions = new DecisionWriter(_desk.Context, new ReplyWriter(_desk.Context, new RelayComposer(_desk.Context.Settings)), NullLogger<DecisionWriter>.Instance);
        var reply = new SmtpReply(550, "5.1.1", "no such user");
        await new OutboxMarker(_desk.Context, decisions, NullLogger<OutboxMarker>.Instance).MarkAsync(
            [.. items.Select(i => (i, new SmtpResult(new SmtpMessage(new SmtpEnvelope(i.EnvelopeFrom, i.Recipients), i.Content), SmtpOutcome.Rejected, reply, [])))], None);
        return await FreshAsync();
    }

    /// <summary>With the desk's own keys.</summary>
    public TokenSigner Signer => new(KeyFile.LoadOrCreate(_folder.File("data")));

    /// <summary>In the Message-IDs of what arrives, after its count.</summary>
    public string Client { get; init; } = "client.example";

    /// <summary>Where mail arrives.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>INTERNALDATE of what arrives; null: now.</summary>
    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>As if its store had come out of a backup now.</summary>
    public void Restore() => RestoredStore.Remember(_desk.Directory.DatabaseFile, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow);

    /// <summary>Past any window in which it would be reopened.</summary>
    public async Task CloseLongAgoAsync(int ticket)
    {
        await using var transaction = await _desk.Store.BeginAsync(None);
        var found = (await transaction.FindTicketAsync(ticket, None))!;
        await transaction.SaveTicketAsync(found with { Status = TicketStatus.Closed, StatusSince = DateTimeOffset.UtcNow.AddYears(-1), Times = found.Times with { ResolvedAt = DateTimeOffset.UtcNow.AddYears(-1) } }, None);
        await transaction.CommitAsync(None);
    }

    public async Task<IReadOnlyList<Entry>> EntriesAsync(int ticket) => await _desk.Store.ListEntriesAsync(ticket, None);

    public async Task<List<Ticket>> TicketsAsync() => await _desk.Store.ListTicketsAsync(None).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<(OutboxItem Item, MessageView Mail)>> FreshAsync()
    {
        var all = await _desk.Store.DueOutboxAsync(DateTimeOffset.UtcNow.AddDays(1), 10_000, None);
        var fresh = all.Where(i => i.Id > _seen).Select(i => (i, MessageView.Of(MimeMessage.Parse(i.Content)))).ToList();
        _seen = Math.Max(_seen, all.Select(i => i.Id).DefaultIfEmpty().Max());
        return fresh;
    }
}
