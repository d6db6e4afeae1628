using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.MailServers;

/// <summary>One mailbox: what its owner needs to sign in, and what a test may see of it on the server's disk.</summary>
public sealed class MailAccount
{
    internal MailAccount(MailServerSet servers, string address)
    {
        Servers = servers;
        Address = address;
    }

    public string Address { get; }

    public string Password => Servers.Password;

    /// <summary>On the server's disk; exists after the first mail or login.</summary>
    public string MaildirPath => $"{Servers.At.MailFolder}/{Address.ToLowerInvariant()}/Maildir";

    internal MailServerSet Servers { get; }

    /// <summary>Every folder that has begun to exist, INBOX first, with '/' between levels whatever the server's separator is.</summary>
    public IReadOnlyList<string> Folders() => new MaildirReader(MaildirPath).Folders();

    /// <summary>What lies in a folder ("INBOX", "alice/Closed"), oldest delivery first, without IMAP.</summary>
    public IReadOnlyList<StoredMessage> Messages(string folder = "INBOX") => new MaildirReader(MaildirPath).Messages(folder);

    /// <summary>What lies in any folder.</summary>
    public IReadOnlyList<StoredMessage> AllMessages() => Folders().SelectMany(Messages).ToList();

    /// <summary>Waits until a folder holds a message that fits, and returns it.</summary>
    public async Task<StoredMessage> WaitForMessageAsync(
        Func<StoredMessage, bool> fits, CancellationToken cancellationToken, string folder = "INBOX", TimeSpan? patience = null)
    {
        StoredMessage? found = null;
        await Eventually.HoldsAsync(
            () => (found = Messages(folder).FirstOrDefault(fits)) is not null,
            $"a message in {folder} of {Address}",
            cancellationToken,
            patience,
            () => Servers.Logs);
        return found!;
    }

    /// <summary>Waits until a folder holds exactly so many messages.</summary>
    public Task WaitForCountAsync(int count, CancellationToken cancellationToken, string folder = "INBOX", TimeSpan? patience = null) =>
        Eventually.HoldsAsync(
            () => new MaildirReader(MaildirPath).Count(folder) == count,
            $"{count} messages in {folder} of {Address}",
            cancellationToken,
            patience,
            () => $"there are {new MaildirReader(MaildirPath).Count(folder)}\n{Servers.Logs}");

    /// <summary>
    /// Puts messages into a folder without a server, thousands in a second or two; Dovecot sees them at its next look.
    /// They arrive one second apart (INTERNALDATE), the last one now.
    /// </summary>
    public Task<int> FillAsync(IEnumerable<ReadOnlyMemory<byte>> messages, CancellationToken cancellationToken, string folder = "INBOX") =>
        new MaildirFiller(this).FillAsync(messages, folder, cancellationToken);

    /// <summary>The same messages under a new UIDVALIDITY and new UIDs, as after a restored backup. Ends sessions that have the folder selected.</summary>
    public Task RecreateMailboxAsync(CancellationToken cancellationToken, string folder = "INBOX") =>
        new MailboxRecreation(this).RunAsync(folder, cancellationToken);
}
