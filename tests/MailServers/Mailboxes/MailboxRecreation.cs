using System.Globalization;

namespace HeadDesk.MailServers.Mailboxes;

/// <summary>Takes away what Dovecot knows of a folder, so that it numbers the same files anew.</summary>
internal sealed class MailboxRecreation(MailAccount account)
{
    public async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        MailServerSet servers = account.Servers;
        string at = new MaildirReader(account.MaildirPath).FolderPath(folder);
        if (!File.Exists($"{at}/dovecot-uidlist"))
        {
            return; // Done before, and nobody has looked at it since.
        }

        uint before = UidValidity(at);
        foreach (string file in Directory.EnumerateFiles(at, "dovecot.index*").Append($"{at}/dovecot-uidlist"))
        {
            File.Delete(file);
        }

        // The next value to give is kept for the whole mailbox; without it Dovecot would take the time, which may be the same second.
        foreach (string file in Directory.EnumerateFiles(account.MaildirPath, "dovecot-uidvalidity*"))
        {
            File.Delete(file);
        }

        string next = $"{account.MaildirPath}/dovecot-uidvalidity";
        await File.WriteAllTextAsync(next, $"{before + 1000:x8}", cancellationToken);
        await File.WriteAllTextAsync($"{next}.{before + 1000:x8}", "", cancellationToken);
        await servers.User.OwnAsync(account.MaildirPath, cancellationToken);
        // Sessions that hold the old index would go on with it; a restored mailbox has none.
        await servers.EndSessionsAsync(account, cancellationToken);
    }

    // dovecot-uidlist: "3 V1795233424 N2 G…", V the UIDVALIDITY
    private static uint UidValidity(string folder) => uint.Parse(
        File.ReadLines($"{folder}/dovecot-uidlist").First().Split(' ').First(word => word[0] == 'V').AsSpan(1),
        CultureInfo.InvariantCulture);
}
