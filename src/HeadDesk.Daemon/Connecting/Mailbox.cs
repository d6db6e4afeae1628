using HeadDesk.Daemon.Configuration;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;

namespace HeadDesk.Daemon.Connecting;

/// <summary>The shared account over one connection, by the names that the configuration and the store use.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly FolderNames _names;
    private readonly HashSet<string> _existing;
    private string? _selected;

    private Mailbox(ImapClient client, FolderNames names, HashSet<string> existing) =>
        (Client, _names, _existing) = (client, names, existing);

    public ImapClient Client { get; }

    public static async Task<Mailbox> OpenAsync(ImapClient client, HeadDeskOptions options, CancellationToken cancellationToken)
    {
        var folders = await client.ListAsync("*", cancellationToken);
        var special = new Dictionary<string, string>();
        if (options.Imap.JunkFolder is null && folders.FirstOrDefault(f => f.SpecialUse == SpecialUse.Junk) is { } junk)
        {
            special["Junk"] = junk.Name;
        }

        var names = FolderNames.Of([.. folders.Select(f => f.Name)], folders.Count > 0 ? folders[0].Delimiter : '/', special);
        return new Mailbox(client, names, [.. folders.Where(f => f.IsSelectable).Select(f => f.Name)]);
    }

    /// <summary>Every folder there is, by the server's names.</summary>
    public IReadOnlyCollection<string> Existing => _existing;

    public bool Has(string folder) => _existing.Contains(_names.OnServer(folder));

    /// <summary>Makes the folder where it is missing, and subscribes to it so that mail clients show it.</summary>
    /// <returns>Whether it was missing.</returns>
    public async Task<bool> EnsureAsync(string folder, CancellationToken cancellationToken)
    {
        var name = _names.OnServer(folder);
        if (folder == "INBOX" || !_existing.Add(name))
        {
            return false;
        }

        try
        {
            await Client.CreateAsync(name, cancellationToken);
        }
        catch (MailCommandException refused) when (refused.ResponseCode() == ImapResponseCode.AlreadyExists)
        {
            return false; // Made by somebody else since the list was read.
        }

        await Client.SubscribeAsync(name, cancellationToken);
        return true;
    }

    public async Task<SelectedMailbox> SelectAsync(string folder, CancellationToken cancellationToken)
    {
        _selected = null;
        var selected = await Client.SelectAsync(_names.OnServer(folder), cancellationToken);
        _selected = folder;
        return selected;
    }

    /// <summary>Selects unless it is selected already; the answer may then be older than a moment.</summary>
    public async ValueTask<SelectedMailbox> UseAsync(string folder, CancellationToken cancellationToken) =>
        _selected == folder && Client.Selected is { } selected ? selected : await SelectAsync(folder, cancellationToken);

    public Task<MailboxStatus> StatusAsync(string folder, CancellationToken cancellationToken) =>
        Client.StatusAsync(_names.OnServer(folder), cancellationToken);

    public async Task<MoveResult> MoveAsync(UidSet uids, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.MoveAsync(uids, _names.OnServer(folder), cancellationToken);
        }
        catch (MailCommandException refused) when (refused.ResponseCode() == ImapResponseCode.TryCreate)
        {
            _existing.Remove(_names.OnServer(folder));
            await EnsureAsync(folder, cancellationToken);
            return await Client.MoveAsync(uids, _names.OnServer(folder), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
