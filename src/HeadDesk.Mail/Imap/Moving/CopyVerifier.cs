using System.Text;
using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>From which UID on the copies will lie in the destination.</summary>
internal sealed record CopyExpectation(uint FirstCopy, uint UidValidity);

/// <summary>
/// Finds the copies in the destination on servers without COPYUID: new there since before the COPY, of the same size and with
/// the same Message-ID.
/// </summary>
internal sealed class CopyVerifier(ImapSession session, string destination)
{
    private static readonly FetchItems Marks = new() { Size = true, HeaderFields = ["Message-ID", "Date"] };

    /// <summary>To be called before the copy. Null where the destination cannot be looked at; if it is missing, COPY says so better.</summary>
    public async Task<CopyExpectation?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await session.RunAsync(new StatusCommand(destination), cancellationToken);
            return new CopyExpectation(status.UidNext ?? 1, status.UidValidity ?? 0);
        }
        catch (MailCommandException)
        {
            return null;
        }
    }

    /// <summary>Looks into the destination; only originals whose copy was found are in the answer.</summary>
    public async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> FindCopiesAsync(
        UidSet uids, CopyExpectation expected, CancellationToken cancellationToken)
    {
        var originals = await session.RunAsync(new FetchCommand(uids, Marks, null), cancellationToken);
        var (there, copies) = await DestinationLook.LookAsync(
            session,
            destination,
            async (mailbox, hold) => (mailbox, await session.RunAsync(new FetchCommand(UidSet.From(expected.FirstCopy), Marks, null), cancellationToken, hold)),
            cancellationToken);
        DestinationLook.RequireSame(session, destination, expected.UidValidity, there.UidValidity);
        return (Match(originals, copies), there.UidValidity);
    }

    private static Dictionary<uint, uint> Match(FetchResult originals, FetchResult copies)
    {
        var byMark = new Dictionary<string, Queue<uint>>(StringComparer.Ordinal);
        foreach (var copy in copies.Messages)
        {
            if (!byMark.TryGetValue(Mark(copy), out var queue))
            {
                byMark.Add(Mark(copy), queue = new Queue<uint>());
            }

            queue.Enqueue(copy.Uid);
        }

        var map = new Dictionary<uint, uint>();
        foreach (var original in originals.Messages)
        {
            if (byMark.TryGetValue(Mark(original), out var queue) && queue.TryDequeue(out var uid))
            {
                map[original.Uid] = uid;
            }
        }

        return map;
    }

    private static string Mark(FetchedMessage message) =>
        $"{message.Size} {(message.HeaderFields is { } fields ? Encoding.Latin1.GetString(fields.Memory.Span) : "")}";
}
