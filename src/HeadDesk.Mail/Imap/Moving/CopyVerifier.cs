using System.Text;
using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>Where the originals are, and from which UID on their copies will lie in the destination.</summary>
internal sealed record CopyExpectation(SelectedMailbox Source, uint FirstCopy, uint UidValidity);

/// <summary>
/// Finds the copies in the destination on servers without COPYUID: new there since before the COPY, of the same size and with
/// the same Message-ID.
/// </summary>
internal sealed class CopyVerifier(ImapSession session, string destination)
{
    private static readonly FetchItems Marks = new() { Size = true, HeaderFields = ["Message-ID", "Date"] };

    /// <summary>To be called before the copy.</summary>
    public async Task<CopyExpectation> PrepareAsync(CancellationToken cancellationToken)
    {
        var source = session.State.Selected ?? throw new InvalidOperationException("Select the mailbox to move from first.");
        var status = await session.RunAsync(new StatusCommand(destination), cancellationToken);
        return new CopyExpectation(source, status.UidNext ?? 1, status.UidValidity ?? 0);
    }

    /// <summary>Looks into the destination and comes back to the source. Only originals whose copy was found are in the answer.</summary>
    public async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> FindCopiesAsync(
        UidSet uids, CopyExpectation expected, CancellationToken cancellationToken)
    {
        var originals = await session.RunAsync(new FetchCommand(uids, Marks, null), cancellationToken);
        var there = await session.RunAsync(new SelectCommand(destination, readOnly: true), cancellationToken);
        var copies = await session.RunAsync(new FetchCommand(UidSet.From(expected.FirstCopy), Marks, null), cancellationToken);
        var back = await session.RunAsync(new SelectCommand(expected.Source.Name, expected.Source.IsReadOnly), cancellationToken);
        if (back.UidValidity != expected.Source.UidValidity || there.UidValidity != expected.UidValidity)
        {
            throw MailProtocolException.Unexpected(
                session.State.Peer, "UID COPY", $"UIDVALIDITY to stay at {expected.Source.UidValidity} and {expected.UidValidity}", $"{back.UidValidity} and {there.UidValidity}");
        }

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

        return (map, there.UidValidity);
    }

    private static string Mark(FetchedMessage message) =>
        $"{message.Size} {(message.HeaderFields is { } fields ? Encoding.Latin1.GetString(fields.Memory.Span) : "")}";
}
