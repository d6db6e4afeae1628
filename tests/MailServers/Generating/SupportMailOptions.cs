namespace HeadDesk.MailServers.Generating;

/// <summary>Shares are between 0 and 1. The defaults are what a support address gets: 22 KB on average.</summary>
public sealed record SupportMailOptions
{
    /// <summary>The same seed and options make the same bytes.</summary>
    public int Seed { get; init; } = 1;

    public string Recipient { get; init; } = "support@example.com";

    /// <summary>The Date of the first mail; each next one is some minutes later.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public double Replies { get; init; } = 0.3;

    /// <summary>Of these, one in five has a second attachment.</summary>
    public double Attachments { get; init; } = 0.1;

    public double AutoReplies { get; init; }

    public double ListMail { get; init; }

    /// <summary>How many different people write.</summary>
    public int Senders { get; init; } = 400;

    /// <summary>Where not empty, half of the replies go on with these instead of with an earlier generated mail.</summary>
    public IReadOnlyList<KnownTicket> KnownTickets { get; init; } = [];

    /// <summary>Sets apart the Message-IDs of two generators with the same seed.</summary>
    public string MessageIdDomain { get; init; } = "mail.customer.example";
}
