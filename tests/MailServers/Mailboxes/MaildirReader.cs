namespace HeadDesk.MailServers.Mailboxes;

/// <summary>Reads Maildir++ beside a running Dovecot: INBOX is the folder itself, "alice/Closed" its ".alice.Closed".</summary>
internal sealed class MaildirReader(string path)
{
    private const string Inbox = "INBOX";
    private const int Attempts = 50;

    public IReadOnlyList<string> Folders()
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        IEnumerable<string> below = Directory.EnumerateDirectories(path, ".*")
            .Select(folder => Path.GetFileName(folder)[1..])
            .Where(name => name.Length > 0 && Directory.Exists($"{path}/.{name}/cur"))
            .Select(name => ModifiedUtf7.Decode(name).Replace('.', '/'))
            .Order(StringComparer.Ordinal);
        return [Inbox, .. below];
    }

    public int Count(string folder) => Names(folder).Count;

    public IReadOnlyList<StoredMessage> Messages(string folder)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Names(folder)
                    .OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal)
                    .Select(file => new StoredMessage(folder, Path.GetFileName(file), File.ReadAllBytes(file)))
                    .ToList();
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // Renamed between listing and reading, for a flag or a move: list anew.
            }
        }
    }

    /// <summary>Where the files of a folder lie.</summary>
    public string FolderPath(string folder) => string.Equals(folder, Inbox, StringComparison.OrdinalIgnoreCase)
        ? path
        : $"{path}/.{ModifiedUtf7.Encode(folder.Replace('/', '.'))}";

    private List<string> Names(string folder)
    {
        // A file that Dovecot renames from new/ to cur/ while we list shows up twice, or not at all when cur/ was listed first.
        string at = FolderPath(folder);
        return new[] { "new", "cur" }
            .Select(part => $"{at}/{part}")
            .Where(Directory.Exists)
            .SelectMany(part => Directory.EnumerateFiles(part))
            .GroupBy(file => Path.GetFileName(file).Split(":2,")[0])
            .Select(same => same.Last())
            .ToList();
    }
}
