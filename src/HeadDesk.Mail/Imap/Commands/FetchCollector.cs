namespace HeadDesk.Mail.Imap.Commands;

/// <summary>
/// Gathers messages by UID. Servers answer in ascending order, once each; only when one does not, a dictionary takes over.
/// </summary>
internal sealed class FetchCollector
{
    private readonly List<FetchedMessage> messages = [];
    private Dictionary<uint, FetchedMessage>? byUid;
    private bool disordered;

    public int Count => messages.Count;

    public void Add(FetchedMessage message)
    {
        if (byUid is null && (messages.Count == 0 || message.Uid > messages[^1].Uid))
        {
            messages.Add(message);
            return;
        }

        byUid ??= messages.ToDictionary(known => known.Uid);
        if (byUid.TryGetValue(message.Uid, out var earlier))
        {
            earlier.Absorb(message);
            return;
        }

        disordered = true;
        byUid.Add(message.Uid, message);
        messages.Add(message);
    }

    public List<FetchedMessage> ToList()
    {
        if (disordered)
        {
            messages.Sort(static (a, b) => a.Uid.CompareTo(b.Uid));
        }

        return messages;
    }
}
