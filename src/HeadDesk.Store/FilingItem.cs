namespace HeadDesk.Store;

/// <summary>A move waiting to be made.</summary>
/// <param name="From">
/// Where the message lies by the store's knowledge: the place recorded last, the target itself only if there is no other; null
/// where it lies nowhere known.
/// </param>
/// <param name="Attempted">The server was asked: the message may be in <paramref name="Folder"/> already.</param>
/// <param name="Attempts">How often it was deferred.</param>
/// <param name="Withdrawn">It is not to be made any more, or was made without a word on where the message lies now: it explains why the message turns up in <paramref name="Folder"/>.</param>
public sealed record FilingItem(
    long Id,
    long MessageId,
    int? Ticket,
    MailboxLocation? From,
    string Folder,
    DateTimeOffset Due,
    bool Attempted,
    int Attempts,
    string? LastError,
    bool Withdrawn = false);
