namespace HeadDesk.Store;

/// <summary>A message that was taken in, whatever became of it.</summary>
/// <param name="Id">The store's own key.</param>
/// <param name="Digest">Identity over Message-ID and content; unique per desk.</param>
/// <param name="MessageId">Without brackets; null where the mail had none.</param>
/// <param name="BlobSha256">The original; null where only headers were taken in.</param>
/// <param name="Size">Octets of the original.</param>
/// <param name="ReceivedAt">INTERNALDATE.</param>
/// <param name="Ticket">The ticket it joined; null for what made none.</param>
/// <param name="Outcome">How intake ended.</param>
/// <param name="Sender">The address it was written from; null where it names none, or was taken in before this was kept.</param>
/// <param name="Origin">Null where it was taken in before this was kept.</param>
public sealed record StoredMessage(
    long Id,
    string Digest,
    string? MessageId,
    string? BlobSha256,
    long Size,
    DateTimeOffset ReceivedAt,
    int? Ticket,
    IntakeOutcome Outcome,
    string? Sender = null,
    MessageOrigin? Origin = null);

/// <summary>What wrote a message.</summary>
public enum MessageOrigin
{
    /// <summary>Somebody who may be written to.</summary>
    Person,

    /// <summary>Automatic, list or bounce mail, and what the server calls spam: never answered.</summary>
    Machine,

    /// <summary>The shared account itself; the copy lies in the Sent folder.</summary>
    Desk,
}

public enum IntakeOutcome
{
    Done,
    Quarantined,
    Discarded,
}

/// <summary>A place in the mailbox (RFC 9051 §2.3.1.1).</summary>
/// <param name="Folder">Decoded name.</param>
public readonly record struct MailboxLocation(string Folder, uint UidValidity, uint Uid);

/// <summary>How far a folder has been read.</summary>
/// <param name="LastUid">Every message up to and including this UID has been decided.</param>
/// <param name="BaselineUid">UIDNEXT at the first look: mail below it is older than the desk.</param>
/// <param name="HighestModSeq">0 where the server has no CONDSTORE.</param>
public sealed record FolderState(string Folder, uint UidValidity, uint LastUid, uint BaselineUid, ulong HighestModSeq, DateTimeOffset FirstSeen);
