using HeadDesk.Mail.Imap;

namespace HeadDesk.Daemon.Connecting;

/// <summary>
/// Between the names in the configuration and the store (<c>HeadDesk/Quarantine</c>, always with a slash) and those of the
/// server, which has a delimiter of its own (RFC 9051 §6.3.9) and may keep everything below INBOX (Courier, Cyrus).
/// </summary>
internal sealed class FolderNames
{
    private const string Inbox = "INBOX";
    private readonly Dictionary<string, string> _special;

    private FolderNames(char? delimiter, string prefix, Dictionary<string, string> special) =>
        (Delimiter, Prefix, _special) = (delimiter, prefix, special);

    public char? Delimiter { get; }

    public string Prefix { get; }

    /// <param name="folders">Every folder's name on the server.</param>
    /// <param name="personal">Where the server says that folders may be made; none where it does not say.</param>
    /// <param name="delimiter">The delimiter of the listed folders, for servers that do not say; null where they have none.</param>
    /// <param name="special">Names of ours that mean a folder which the server marks for that use, e.g. Junk.</param>
    public static FolderNames Of(
        IReadOnlyList<string> folders, IReadOnlyList<MailboxNamespace> personal, char? delimiter, Dictionary<string, string> special)
    {
        var place = personal switch
        {
            [] => Guess(folders, delimiter),
            [var only] => only,
            // Several: the one that the folders are in already.
            _ => personal.FirstOrDefault(n => n.Prefix == Guess(folders, n.Delimiter).Prefix) ?? personal[0],
        };
        return new FolderNames(place.Delimiter, place.Prefix, special);
    }

    public string OnServer(string name)
    {
        if (name.Equals(Inbox, StringComparison.OrdinalIgnoreCase))
        {
            return Inbox;
        }

        return _special.TryGetValue(name, out var special) ? special
            : Prefix + (Delimiter is { } delimiter ? name.Replace('/', delimiter) : name.Replace('/', '-'));
    }

    // Where every folder is below INBOX, new ones have to be made there too.
    private static MailboxNamespace Guess(IReadOnlyList<string> folders, char? delimiter)
    {
        var below = Inbox + delimiter;
        var others = folders.Where(f => !f.Equals(Inbox, StringComparison.OrdinalIgnoreCase)).ToList();
        var allBelow = delimiter is not null && others.Count > 0 && others.All(f => f.StartsWith(below, StringComparison.OrdinalIgnoreCase));
        return new MailboxNamespace(allBelow ? below : "", delimiter);
    }
}
