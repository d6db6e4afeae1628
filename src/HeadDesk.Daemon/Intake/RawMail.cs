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
    IDisposable? Owner = null)
{
    /// <summary>It lies in the mailbox, as opposed to mail that was brought in from elsewhere.</summary>
    public bool IsPlaced => Location.Uid != 0;
}

/// <summary>What a fetch brought.</summary>
/// <param name="Mails">In the order of the plan.</param>
/// <param name="Refusal">Null: what is missing has gone meanwhile. Otherwise the server's words: it is there and could not be read.</param>
internal sealed record FetchedMails(IReadOnlyList<PlannedMail> Plan, IReadOnlyList<RawMail> Mails, string? Refusal)
{
    public static FetchedMails Of(PlannedMail planned, RawMail mail) => new([planned], [mail], null);
}
