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
    private uint _countAtSelection;

    private Mailbox(ImapClient client, FolderNames names, HashSet<string> existing) =>
        (Client, _names, _existing) = (client, names, existing);

    public ImapClient Client { get; }

    public static async Task<Mailbox> OpenAsync(ImapClient client, HeadDeskOptions options, CancellationToken cancellationToken)
    {
        var folders = await client.ListAsync("*", cancellationToken);
        var special = new Dictionary<string, string>();
        Find(SpecialUse.Junk, options.Imap.JunkFolder);
        Find(SpecialUse.Sent, options.Imap.SentFolder);
        // A delimiter of NIL on INBOX alone says nothing of the others.
        var delimiter = folders.Count > 0 ? folders.Select(f => f.Delimiter).FirstOrDefault(d => d is not null) : '/';
        var names = FolderNames.Of([.. folders.Select(f => f.Name)], await PlacesAsync(client, cancellationToken), delimiter, special);
        return new Mailbox(client, names, [.. folders.Where(f => f.IsSelectable).Select(f => f.Name)]);

        // The folder that the server marks for that use (RFC 6154), unless the configuration names one.
        void Find(SpecialUse use, string? configured)
        {
            if (configured is null && folders.FirstOrDefault(f => f.SpecialUse == use) is { } folder)
            {
                special[use.ToString()] = folder.Name;
            }
        }
    }

    /// <summary>Every folder there is, by the server's names.</summary>
    public IReadOnlyCollection<string> Existing => _existing;

    /// <summary>Mail was announced in the selected folder since it was selected.</summary>
    public bool HasGrown(string folder) => _selected == folder && Client.Selected is { } selected && selected.Exists > _countAtSelection;

    public bool Has(string folder) => _existing.Contains(_names.OnServer(folder));

    /// <summary>Makes the folder where it is missing, and subscribes to it so that mail clients show it.</summary>
    /// <returns>Whether it was missing.</returns>
    public async Task<bool> EnsureAsync(string folder, CancellationToken cancellationToken)
    {
        var name = _names.OnServer(folder);
        if (folder == "INBOX" || _existing.Contains(name))
        {
            return false;
        }

        try
        {
            await Client.CreateAsync(name, cancellationToken);
        }
        catch (MailCommandException refused)
        {
            // Made by somebody else since the list was read; not every server says so by a code.
            if (refused.ResponseCode() != ImapResponseCode.AlreadyExists && !await IsThereAsync(name, cancellationToken))
            {
                throw;
            }

            _existing.Add(name);
            return false;
        }

        _existing.Add(name);
        await Client.SubscribeAsync(name, cancellationToken);
        return true;
    }

    /// <summary>How far each of these folders has come, in one round trip where the server can; a folder that is missing in it does not exist (any more).</summary>
    public async Task<IReadOnlyDictionary<string, MailboxStatus>> StatusOfAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        // STATUS of the selected folder tells what this session has been told of it (Dovecot): NOOP, sent along, brings that up to date.
        var refreshing = _selected is null ? Task.CompletedTask : Client.NoopAsync(cancellationToken);
        var onServer = await Client.StatusOfAsync([.. folders.Select(_names.OnServer)], cancellationToken);
        await refreshing;
        var found = new Dictionary<string, MailboxStatus>(folders.Count);
        foreach (var folder in folders)
        {
            var name = _names.OnServer(folder);
            if (onServer.TryGetValue(name, out var status))
            {
                found[folder] = status;
                _existing.Add(name);
            }
            else
            {
                _existing.Remove(name);
            }
        }

        return found;
    }

    /// <summary>How many mails lie in a folder; 0 where it has gone.</summary>
    public async Task<int> CountAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return (int)((await Client.StatusAsync(_names.OnServer(folder), cancellationToken)).Messages ?? 0);
        }
        catch (MailCommandException)
        {
            _existing.Remove(_names.OnServer(folder));
            return 0;
        }
    }

    /// <summary>Has the server tell, during IDLE, of changes in these folders too.</summary>
    public Task NotifyAsync(IEnumerable<string> folders, CancellationToken cancellationToken) =>
        Client.NotifyAsync([.. folders.Select(_names.OnServer)], cancellationToken);

    public async Task<SelectedMailbox> SelectAsync(string folder, CancellationToken cancellationToken)
    {
        _selected = null;
        var selected = await Client.SelectAsync(_names.OnServer(folder), cancellationToken);
        (_selected, _countAtSelection) = (folder, selected.Exists);
        return selected;
    }

    /// <summary>Selects unless it is selected already; the answer may then be older than a moment.</summary>
    public async ValueTask<SelectedMailbox> UseAsync(string folder, CancellationToken cancellationToken) =>
        IsSelected(folder) && Client.Selected is { } selected ? selected : await SelectAsync(folder, cancellationToken);

    /// <summary>
    /// Selects anew; null where a person has removed or renamed the folder. A folder that was selected a while ago is shown by the server
    /// as it was then: mail that came since would be missing in it.
    /// </summary>
    public async Task<SelectedMailbox?> TrySelectAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await SelectAsync(folder, cancellationToken);
        }
        catch (MailCommandException refused)
        {
            if (refused.ResponseCode() != ImapResponseCode.NonExistent && await IsThereAsync(_names.OnServer(folder), cancellationToken))
            {
                throw;
            }

            _existing.Remove(_names.OnServer(folder));
            return null;
        }
    }

    public bool IsSelected(string folder) => _selected == folder;

    /// <inheritdoc cref="ImapClient.MoveAsync"/>
    public async Task<MoveResult> MoveAsync(UidSet uids, string folder, CancellationToken cancellationToken, bool again = false)
    {
        try
        {
            return await Client.MoveAsync(uids, _names.OnServer(folder), cancellationToken, again);
        }
        catch (MailCommandException refused) when (refused.ResponseCode() == ImapResponseCode.TryCreate)
        {
            _existing.Remove(_names.OnServer(folder));
            await EnsureAsync(folder, cancellationToken);
            return await Client.MoveAsync(uids, _names.OnServer(folder), cancellationToken, again);
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private static async Task<IReadOnlyList<MailboxNamespace>> PlacesAsync(ImapClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PersonalNamespacesAsync(cancellationToken);
        }
        catch (MailCommandException)
        {
            return []; // Announced and refused: what the listed folders show has to do.
        }
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken) =>
        (await Client.ListAsync(name, cancellationToken)).Any(f => f.Name == name && f.IsSelectable);
}
