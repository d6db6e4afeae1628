using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using HeadDesk.Daemon.Care.Importing;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Exporting;

/// <summary>What an export wrote.</summary>
/// <param name="Missing">Originals that could not be read, one plain line each.</param>
internal sealed record ExportReport(int Tickets, int Originals, IReadOnlyList<string> Missing);

/// <summary>Tickets as other programs read them: <c>tickets.jsonl</c>, a ticket with its history a line, and an mbox file of originals a ticket.</summary>
internal sealed class TicketExport(StoreReader store, string prefix)
{
    private const string Partial = ".partial";

    /// <param name="folder">Must not exist, or be empty; written beside and renamed when it is whole.</param>
    /// <exception cref="StoreException">No space, or there is something already.</exception>
    public async Task<ExportReport> RunAsync(string folder, int? ticket, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw StoreException.CannotOpen(folder, "there is something already; name a new folder, or an empty one");
        }

        var partial = folder + Partial;
        try
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            Backups.BackupFolder.Create(partial);
            var report = await WriteAsync(partial, ticket, progress, cancellationToken);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder);
            }

            Directory.Move(partial, folder);
            return report;
        }
        catch (Exception e)
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            throw e is IOException or UnauthorizedAccessException ? CopyFaults.From(e, folder) : e;
        }
    }

    private async Task<ExportReport> WriteAsync(string folder, int? only, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var (tickets, originals, missing) = (0, 0, new List<string>());
        await using var lines = new StreamWriter(Path.Combine(folder, "tickets.jsonl"), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        await foreach (var ticket in ChosenAsync(only, cancellationToken))
        {
            var entries = await store.Desk.ListEntriesAsync(ticket.Number, cancellationToken);
            await lines.WriteLineAsync(Json.Of(new TicketHistoryDocument(TicketDocument.Of(ticket), [.. entries.Select(EntryDocument.Of)])).AsMemory(), cancellationToken);
            originals += await WriteMailAsync(folder, ticket, missing, cancellationToken);
            tickets++;
            progress?.Invoke(tickets, only is null ? Math.Max(tickets, ticket.Number) : 1);
        }

        return only is { } number && tickets == 0
            ? throw StoreException.Conflict($"there is no ticket {number}")
            : new ExportReport(tickets, originals, missing);
    }

    private async IAsyncEnumerable<Ticket> ChosenAsync(int? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is { } number)
        {
            if (await store.Desk.FindTicketAsync(number, cancellationToken) is { } one)
            {
                yield return one;
            }

            yield break;
        }

        await foreach (var ticket in store.Desk.ListTicketsAsync(cancellationToken))
        {
            yield return ticket;
        }
    }

    private async Task<int> WriteMailAsync(string folder, Ticket ticket, List<string> missing, CancellationToken cancellationToken)
    {
        var messages = await store.Desk.ListMessagesAsync(ticket.Number, cancellationToken);
        if (messages.Count == 0)
        {
            return 0;
        }

        var written = 0;
        var name = SubjectTag.Format(prefix, ticket.Number).Trim('[', ']');
        await using var mbox = new FileStream(Path.Combine(folder, name + ".mbox"), FileMode.CreateNew);
        foreach (var (message, original) in messages.OrderBy(m => m.Message.ReceivedAt))
        {
            if (original is null)
            {
                missing.Add($"{name}: the original of <{message.MessageId}> was never taken in, only its header");
            }
            else if (await ReadAsync(original, missing, cancellationToken) is { } content)
            {
                mbox.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"From {Sender(message)} {message.ReceivedAt.UtcDateTime:ddd MMM d HH:mm:ss yyyy}\n")));
                MboxText.WriteQuoted(mbox, content);
                written++;
            }
        }

        return written;
    }

    private async Task<byte[]?> ReadAsync(BlobAddress original, List<string> missing, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = store.Blobs.Open(original);
            var content = new byte[original.Length];
            await stream.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (StoreException e)
        {
            missing.Add(e.Message);
            return null;
        }
    }

    // One word of ASCII, whatever somebody wrote there.
    private static string Sender(StoredMessage message) =>
        message.Sender is { Length: > 0 and < 300 } sender && sender.All(c => c is > ' ' and < '\u007f') ? sender : "MAILER-DAEMON";
}
