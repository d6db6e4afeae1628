using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>A mail as the server handed it over.</summary>
/// <param name="Content">The original; of a mail that is too large only its header.</param>
/// <param name="Size">Octets of the original, also where <paramref name="Content"/> is less.</param>
/// <param name="TooLarge">The body stayed in the mailbox.</param>
/// <param name="File">A large original lies in this temporary file of the blob store, mapped into <paramref name="Content"/>.</param>
internal sealed record RawMail(
    MailboxLocation Location,
    DateTimeOffset ReceivedAt,
    long Size,
    ReadOnlyMemory<byte> Content,
    bool TooLarge = false,
    string? Structure = null,
    MappedFile? File = null);
