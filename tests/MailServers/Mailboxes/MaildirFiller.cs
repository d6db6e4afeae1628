using System.Globalization;

namespace HeadDesk.MailServers.Mailboxes;

/// <summary>Writes Maildir files where the mail user owns them, then renames them into new/ (maildir(5)).</summary>
internal sealed class MaildirFiller(MailAccount account)
{
    private static int s_fillings;

    public async Task<int> FillAsync(IEnumerable<ReadOnlyMemory<byte>> messages, string folder, CancellationToken cancellationToken)
    {
        string target = new MaildirReader(account.MaildirPath).FolderPath(folder);
        await EnsureFolderAsync(target, cancellationToken);
        int filling = Interlocked.Increment(ref s_fillings);
        string staging = Directory.CreateDirectory($"{account.Servers.Folder}/filling-{filling}").FullName;
        var files = new List<string>();
        foreach (ReadOnlyMemory<byte> message in messages)
        {
            string file = $"{staging}/{files.Count}";
            using (var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                output.Write(message.Span);
            }

            files.Add(file);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await account.Servers.User.OwnAsync(staging, cancellationToken);
        DateTimeOffset first = DateTimeOffset.UtcNow.AddSeconds(-files.Count);
        for (int i = 0; i < files.Count; i++)
        {
            // Dovecot gives UIDs in the order of the leading time and takes INTERNALDATE from the file's time.
            DateTimeOffset time = first.AddSeconds(i + 1);
            File.SetLastWriteTimeUtc(files[i], time.UtcDateTime);
            string name = string.Create(
                CultureInfo.InvariantCulture,
                $"{time.ToUnixTimeSeconds()}.M{i % 1_000_000}P{Environment.ProcessId}Q{filling}.filled,S={new FileInfo(files[i]).Length}");
            File.Move(files[i], $"{target}/new/{name}");
        }

        Directory.Delete(staging);
        return files.Count;
    }

    private async Task EnsureFolderAsync(string target, CancellationToken cancellationToken)
    {
        if (Directory.Exists(target + "/new"))
        {
            return;
        }

        foreach (string part in (string[])["cur", "new", "tmp"])
        {
            Directory.CreateDirectory($"{target}/{part}");
        }

        await account.Servers.User.OwnAsync($"{account.Servers.At.MailFolder}/{account.Address.ToLowerInvariant()}", cancellationToken);
    }
}
