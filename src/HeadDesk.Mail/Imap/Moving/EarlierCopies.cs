using System.Security.Cryptography;
using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>
/// Finds what an earlier move, cut short behind its COPY, has left in the destination: messages of the same size and, byte for byte,
/// the same content. Message-IDs alone would do for an original to be taken away whose copy is another's mail. What is marked \Deleted
/// there is no copy: it lay there once, and goes with the next expunge.
/// </summary>
internal sealed class EarlierCopies(ImapSession session, string destination)
{
    /// <summary>Messages of one size that are read; what hides behind more of them is copied again, which loses nothing.</summary>
    private const int MostOfOneSize = 16;

    private static readonly FetchItems Sizes = new() { Size = true };
    private static readonly FetchItems Whole = new() { Body = true };

    public async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> FindAsync(UidSet uids, CancellationToken cancellationToken)
    {
        using var originals = await session.RunAsync(new FetchCommand(uids, Sizes, null), cancellationToken);
        var (there, validity) = await ReadDestinationAsync(originals.Messages.Select(m => m.Size).OfType<long>().Distinct().ToList(), cancellationToken);
        var copied = new Dictionary<uint, uint>();
        foreach (var original in originals.Messages.Where(m => m.Size is { } size && there.ContainsKey(size)))
        {
            if (await DigestAsync(original.Uid, null, cancellationToken) is { } digest
                && there[original.Size!.Value].Find(c => c.Digest == digest && !copied.ContainsValue(c.Uid)) is { Uid: > 0 } copy)
            {
                copied[original.Uid] = copy.Uid;
            }
        }

        return (copied, validity);
    }

    private async Task<(Dictionary<long, List<(uint Uid, string Digest)>> There, uint Validity)> ReadDestinationAsync(List<long> sizes, CancellationToken cancellationToken)
    {
        var there = new Dictionary<long, List<(uint, string)>>();
        try
        {
            var validity = await DestinationLook.LookAsync(
                session,
                destination,
                async (mailbox, hold) =>
                {
                    foreach (var size in mailbox.Exists > 0 ? sizes : [])
                    {
                        there[size] = await ReadAsync(size, hold, cancellationToken);
                    }

                    return mailbox.UidValidity;
                },
                cancellationToken);
            return (there, validity);
        }
        catch (MailCommandException)
        {
            return ([], 0); // It does not exist, or cannot be looked into: COPY says so better.
        }
    }

    private async Task<List<(uint Uid, string Digest)>> ReadAsync(long size, SenderHold hold, CancellationToken cancellationToken)
    {
        var alike = await session.RunAsync(new SearchCommand(SearchQuery.All.Larger(size - 1).Smaller(size + 1).Undeleted()), cancellationToken, hold);
        var read = new List<(uint, string)>();
        foreach (var uid in alike.TakeLast(MostOfOneSize))
        {
            if (await DigestAsync(uid, hold, cancellationToken) is { } digest)
            {
                read.Add((uid, digest));
            }
        }

        return read;
    }

    private async Task<string?> DigestAsync(uint uid, SenderHold? hold, CancellationToken cancellationToken)
    {
        using var sha = SHA256.Create();
        CryptoStream? stream = null;
        var command = new FetchCommand(UidSet.Of(uid), Whole, (_, _) => stream = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write));
        using var fetched = await session.RunAsync(command, cancellationToken, hold);
        if (fetched.Messages is not [{ Body: { IsOmitted: false } body }])
        {
            return null;
        }

        if (stream is null)
        {
            return Convert.ToHexString(SHA256.HashData(body.Memory.Span));
        }

        await using (stream)
        {
            await stream.FlushFinalBlockAsync(cancellationToken);
            return Convert.ToHexString(sha.Hash!);
        }
    }
}
