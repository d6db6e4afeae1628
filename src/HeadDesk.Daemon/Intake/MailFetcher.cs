using System.Globalization;
using System.Text;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Net;
using HeadDesk.Rules.Classification;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;

namespace HeadDesk.Daemon.Intake;

/// <summary>Fetches planned mail from the selected folder: small mail into memory, large mail into a file, too large mail by its header.</summary>
internal sealed class MailFetcher(Mailbox mailbox, IBlobStore blobs, ClassifierSettings classifier, long maxMessageSize)
{
    private static readonly FetchItems Dates = new() { InternalDate = true, Size = true };
    private static readonly FetchItems Ids = new() { HeaderFields = ["Message-ID", SentAs.Field] };
    private static readonly FetchItems Flags = new() { Flags = true };
    private static readonly FetchItems Bodies = new() { Body = true };
    private static readonly FetchItems HeaderAndStructure = new() { Headers = true, Structure = true };
    private const int MaxStructureLines = 100;

    /// <summary>UID, date and size of every message from <paramref name="first"/> on; and what the server has there and cannot list.</summary>
    public async Task<(List<PlannedMail> Mails, List<uint> Unlisted)> ListAsync(uint first, CancellationToken cancellationToken)
    {
        using var result = await mailbox.Client.FetchAsync(UidSet.From(first), Dates, null, cancellationToken);
        var mails = result.Messages
            .Where(m => m.Uid >= first) // n:* answers with the last message even when that is below n (RFC 9051 §9, seq-range).
            .Select(m => new PlannedMail(m.Uid, m.InternalDate ?? DateTimeOffset.UnixEpoch, m.Size ?? 0))
            .ToList();
        if (result.Refusal is null)
        {
            return (mails, []);
        }

        var listed = mails.Select(m => m.Uid).ToHashSet();
        using var all = await mailbox.Client.FetchAsync(UidSet.From(first), Flags, null, cancellationToken);
        return (mails, [.. all.Messages.Select(m => m.Uid).Where(uid => uid >= first && !listed.Contains(uid))]);
    }

    /// <summary>The same with their Message-IDs; and what the server has there and does not read. In neither is what has gone.</summary>
    public async Task<(List<PlannedMail> Mails, List<uint> Unread)> WithIdsAsync(IReadOnlyList<PlannedMail> mails, CancellationToken cancellationToken)
    {
        try
        {
            using var result = await mailbox.Client.FetchAsync(UidSet.Of(mails.Select(m => m.Uid)), Ids, null, cancellationToken);
            var ids = result.Messages.Where(m => m.HeaderFields is { IsOmitted: false }).ToDictionary(m => m.Uid, IdOf);
            return (
                [.. mails.Where(m => ids.ContainsKey(m.Uid)).Select(m => m with { MessageId = ids[m.Uid] })],
                result.Refusal is null ? [] : [.. mails.Select(m => m.Uid).Where(uid => !ids.ContainsKey(uid))]);
        }
        catch (MailCommandException) when (mails.Count == 1)
        {
            return ([], [mails[0].Uid]);
        }
        catch (MailCommandException)
        {
            var (read, unread) = (new List<PlannedMail>(), new List<uint>());
            foreach (var mail in mails)
            {
                var alone = await WithIdsAsync([mail], cancellationToken);
                read.AddRange(alone.Mails);
                unread.AddRange(alone.Unread);
            }

            return (read, unread);
        }
    }

    /// <summary>A mail that is fetched alone, into a file or by its header.</summary>
    public long LargeFrom { get; } = Math.Min(ServerConnections.LargeMessage, maxMessageSize + 1);

    /// <summary>One mail that the server cannot read does not stand in the way of the others: they are asked for one by one then.</summary>
    public async Task<FetchedMails> FetchAsync(string folder, uint uidValidity, IReadOnlyList<PlannedMail> plan, CancellationToken cancellationToken)
    {
        FetchedMails together;
        try
        {
            together = await FetchTogetherAsync(folder, uidValidity, plan, cancellationToken);
        }
        catch (MailCommandException refused)
        {
            together = new FetchedMails(plan, [], refused.Text);
        }

        if (together.Refusal is null || plan.Count == 1)
        {
            return together;
        }

        var mails = together.Mails.ToDictionary(m => m.Location.Uid);
        var refusal = (string?)null;
        foreach (var planned in plan.Where(p => !mails.ContainsKey(p.Uid)))
        {
            var alone = await FetchAsync(folder, uidValidity, [planned], cancellationToken);
            refusal = alone.Refusal ?? refusal;
            foreach (var mail in alone.Mails)
            {
                mails.Add(planned.Uid, mail);
            }
        }

        return new FetchedMails(plan, [.. plan.Where(p => mails.ContainsKey(p.Uid)).Select(p => mails[p.Uid])], refusal);
    }

    private Task<FetchedMails> FetchTogetherAsync(string folder, uint uidValidity, IReadOnlyList<PlannedMail> plan, CancellationToken cancellationToken) =>
        plan is [{ } alone] && alone.Size > maxMessageSize ? FetchHeaderAsync(folder, uidValidity, alone, cancellationToken)
        : plan is [{ } large] && large.Size >= ServerConnections.LargeMessage ? FetchLargeAsync(folder, uidValidity, large, cancellationToken)
        : FetchSmallAsync(folder, uidValidity, plan, cancellationToken);

    private async Task<FetchedMails> FetchSmallAsync(string folder, uint uidValidity, IReadOnlyList<PlannedMail> plan, CancellationToken cancellationToken)
    {
        // Not disposed here: each mail owns its memory until it is committed.
        var result = await mailbox.Client.FetchAsync(UidSet.Of(plan.Select(m => m.Uid)), Bodies, null, cancellationToken);
        var byUid = result.Messages.ToDictionary(m => m.Uid);
        var mails = new List<RawMail>(plan.Count);
        foreach (var planned in plan)
        {
            if (byUid.TryGetValue(planned.Uid, out var message) && message.Body is { IsOmitted: false } body)
            {
                mails.Add(new RawMail(new MailboxLocation(folder, uidValidity, planned.Uid), planned.ReceivedAt, body.Length, body.Memory, Owner: message));
            }
        }

        return new FetchedMails(plan, mails, result.Refusal?.Text);
    }

    private async Task<FetchedMails> FetchLargeAsync(string folder, uint uidValidity, PlannedMail planned, CancellationToken cancellationToken)
    {
        var path = blobs.CreateTemporaryFile();
        try
        {
            using (var result = await mailbox.Client.FetchAsync(UidSet.Of(planned.Uid), Bodies, Sink, cancellationToken))
            {
                if (result.Messages is not [{ Body: { IsOmitted: false } body }])
                {
                    File.Delete(path);
                    return new FetchedMails([planned], [], result.Refusal?.Text);
                }

                if (body.Stream is null)
                {
                    await File.WriteAllBytesAsync(path, body.Memory, cancellationToken); // Smaller than the server had announced.
                }
                else
                {
                    await body.Stream.DisposeAsync();
                }
            }

            var file = new MappedFile(path, temporary: true);
            return FetchedMails.Of(planned, new RawMail(new MailboxLocation(folder, uidValidity, planned.Uid), planned.ReceivedAt, file.Memory.Length, file.Memory, Owner: file));
        }
        catch (IOException e) when (e is not MailException)
        {
            File.Delete(path);
            throw BlobFaults.From(e, Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        Stream Sink(FetchedMessage message, long length) => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024);
    }

    private async Task<FetchedMails> FetchHeaderAsync(string folder, uint uidValidity, PlannedMail planned, CancellationToken cancellationToken)
    {
        var result = await mailbox.Client.FetchAsync(UidSet.Of(planned.Uid), HeaderAndStructure, null, cancellationToken);
        return result.Messages is [{ Headers: { IsOmitted: false } header } message]
            ? FetchedMails.Of(planned, new RawMail(new MailboxLocation(folder, uidValidity, planned.Uid), planned.ReceivedAt, planned.Size, header.Memory, TooLarge: true, Structure: Describe(message.Structure), Owner: message))
            : new FetchedMails([planned], [], result.Refusal?.Text);
    }

    // Of our own what it was sent as, also where the server has renamed it.
    private string? IdOf(FetchedMessage message)
    {
        if (message.HeaderFields is not { IsOmitted: false } fields)
        {
            return null;
        }

        var mail = MimeMessage.Parse(fields.Memory);
        return SentAs.ReadField(mail.Root.Headers.First(SentAs.Field), classifier) ?? MessageView.Of(mail).MessageId;
    }

    /// <summary>The parts of a message that was not taken in, one a line.</summary>
    private static string Describe(BodyPart? structure)
    {
        var lines = new StringBuilder();
        foreach (var part in (structure?.Flatten() ?? []).Where(p => p.Type != "multipart").Take(MaxStructureLines))
        {
            lines.Append(CultureInfo.InvariantCulture, $"- {part.Type}/{part.Subtype}, {part.Size} octets");
            lines.Append(part.FileName is { } name ? $", {name}" : "").Append('\n');
        }

        return lines.ToString();
    }
}
