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

    /// <summary>To be called before the copy. Null where the destination cannot be looked at; if it is missing, COPY says so better.</summary>
    public async Task<CopyExpectation?> PrepareAsync(CancellationToken cancellationToken)
    {
        var source = session.State.Selected ?? throw new InvalidOperationException("Select the mailbox to move from first.");
        try
        {
            var status = await session.RunAsync(new StatusCommand(destination), cancellationToken);
            return new CopyExpectation(source, status.UidNext ?? 1, status.UidValidity ?? 0);
        }
        catch (MailCommandException)
        {
            return null;
        }
    }

    /// <summary>
    /// Looks into the destination and comes back to the source, whatever happens; nobody else's command runs meanwhile, since its
    /// UIDs would be taken for the destination's. Only originals whose copy was found are in the answer.
    /// </summary>
    public async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> FindCopiesAsync(
        UidSet uids, CopyExpectation expected, CancellationToken cancellationToken)
    {
        var originals = await session.RunAsync(new FetchCommand(uids, Marks, null), cancellationToken);
        using var hold = await session.Sender.HoldAsync(cancellationToken);
        FetchResult copies;
        SelectedMailbox there;
        try
        {
            there = await session.RunAsync(new SelectCommand(destination, readOnly: true), cancellationToken, hold);
            copies = await session.RunAsync(new FetchCommand(UidSet.From(expected.FirstCopy), Marks, null), cancellationToken, hold);
        }
        finally
        {
            await ReturnAsync(expected.Source, hold);
        }

        return there.UidValidity == expected.UidValidity
            ? (Match(originals, copies), there.UidValidity)
            : throw Replaced(destination, expected.UidValidity, there.UidValidity);
    }

    private async Task ReturnAsync(SelectedMailbox source, SenderHold hold)
    {
        var back = await session.RunAsync(new SelectCommand(source.Name, source.IsReadOnly), CancellationToken.None, hold);
        if (back.UidValidity != source.UidValidity)
        {
            throw Replaced(source.Name, source.UidValidity, back.UidValidity);
        }
    }

    private MailProtocolException Replaced(string mailbox, uint expected, uint got) =>
        MailProtocolException.Unexpected(session.State.Peer, $"UID COPY, {mailbox}", $"UIDVALIDITY {expected}", $"{got}");

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
