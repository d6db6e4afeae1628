using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>A mail as the server handed it over.</summary>
/// <param name="Content">The original; of a mail that is too large only its header.</param>
/// <param name="Size">Octets of the original, also where <paramref name="Content"/> is less.</param>
/// <param name="TooLarge">The body stayed in the mailbox.</param>
/// <param name="Owner">Holds <paramref name="Content"/>; disposed once the mail is committed. A <see cref="MappedFile"/> for a large original.</param>
internal sealed record RawMail(
    MailboxLocation Location,
    DateTimeOffset ReceivedAt,
    long Size,
    ReadOnlyMemory<byte> Content,
    bool TooLarge = false,
    string? Structure = null,
    IDisposable? Owner = null);
