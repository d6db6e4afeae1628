namespace HeadDesk.Store;

/// <summary>A move waiting to be made.</summary>
/// <param name="From">Where the message lies by the store's knowledge; null where it lies nowhere known.</param>
/// <param name="Attempted">The server was asked: the message may be in <paramref name="Folder"/> already.</param>
public sealed record FilingItem(
    long Id,
    long MessageId,
    int? Ticket,
    MailboxLocation? From,
    string Folder,
    DateTimeOffset Due,
    bool Attempted,
    int Attempts,
    string? LastError);
