using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Mime;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Care;

/// <summary>A mail that could not be processed, as it lies in the mailbox.</summary>
internal sealed record QuarantinedMail(uint Uid, DateTimeOffset Received, long Size, string? From, string? Subject, string? MessageId);

/// <summary>The folder of mail that could not be processed, over a connection of its own. The daemon may be running.</summary>
internal sealed class QuarantinedMails(Mailbox mailbox, string folder) : IAsyncDisposable
{
    private const int AtOnce = 200;
    private static readonly FetchItems Heads = new() { InternalDate = true, Size = true, HeaderFields = ["From", "Subject", "Message-ID"] };
    private static readonly FetchItems Bodies = new() { Body = true };

    public static async Task<QuarantinedMails> OpenAsync(LoadedConfiguration configuration, CancellationToken cancellationToken) =>
        new(await new ServerConnections(configuration).ConnectImapAsync(cancellationToken), configuration.Options.Imap.QuarantineFolder);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<QuarantinedMail>> ListAsync(CancellationToken cancellationToken)
    {
        var mails = new List<QuarantinedMail>();
        if (await SelectAsync(cancellationToken) is not { Exists: > 0 })
        {
            return mails;
        }

        using (var all = await mailbox.Client.FetchAsync(UidSet.From(1), new FetchItems { Size = true }, cancellationToken))
        {
            foreach (var uids in all.Messages.Select(m => m.Uid).Order().Chunk(AtOnce))
            {
                using var heads = await mailbox.Client.FetchAsync(UidSet.Of(uids), Heads, cancellationToken);
                mails.AddRange(heads.Messages.Select(Read));
            }
        }

        return [.. mails.OrderBy(m => m.Received)];
    }

    /// <summary>The original; null where there is none of that UID.</summary>
    public async Task<byte[]?> ReadAsync(uint uid, CancellationToken cancellationToken)
    {
        if (await SelectAsync(cancellationToken) is not { Exists: > 0 })
        {
            return null;
        }

        using var found = await mailbox.Client.FetchAsync(UidSet.Of(uid), Bodies, cancellationToken);
        return found.Messages is [{ Body: { IsOmitted: false } body }] ? body.Memory.ToArray() : null;
    }

    /// <summary>Moves them back to INBOX, where the daemon tries them again.</summary>
    public async Task RetryAsync(IReadOnlyList<uint> uids, CancellationToken cancellationToken)
    {
        await SelectAsync(cancellationToken);
        foreach (var some in uids.Chunk(AtOnce))
        {
            await mailbox.MoveAsync(UidSet.Of(some), "INBOX", cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await mailbox.Client.LogoutAsync(CancellationToken.None);
        await mailbox.DisposeAsync();
    }

    private async Task<SelectedMailbox?> SelectAsync(CancellationToken cancellationToken) =>
        mailbox.Has(folder) ? await mailbox.TrySelectAsync(folder, cancellationToken) : null;

    private static QuarantinedMail Read(FetchedMessage message)
    {
        var view = message.HeaderFields is { IsOmitted: false } fields ? MessageView.Of(MimeMessage.Parse(fields.Memory)) : null;
        return new QuarantinedMail(message.Uid, message.InternalDate ?? DateTimeOffset.UnixEpoch, message.Size ?? 0, view?.From?.Address, view?.Subject, view?.MessageId);
    }

    /// <summary>For the audit: that a person had it tried again.</summary>
    public static async Task RecordAsync(LoadedConfiguration configuration, AuditRecord record, CancellationToken cancellationToken)
    {
        await using var desk = await OfflineDesk.OpenBesideAsync(configuration, TimeProvider.System, cancellationToken);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        await transaction.AddAuditAsync(record, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
