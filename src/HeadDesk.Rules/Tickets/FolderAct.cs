namespace HeadDesk.Rules.Tickets;

/// <summary>A person moved a ticket's mail to a folder. The login to the mailbox proves it (design §3).</summary>
/// <param name="Cause">Identifies the act, so that a repeat tells nobody twice.</param>
public sealed record FolderAct(string Folder, string Cause)
{
    /// <summary>Who wrote the mail that was moved; null where that is not on record.</summary>
    public Party? Sender { get; init; }

    /// <summary>Message-ID of the mail that was moved.</summary>
    public string? MessageId { get; init; }

    /// <summary>No mail of the ticket was written by a person: nothing may be written to its requester (RFC 3834 §2).</summary>
    public bool FromMachine { get; init; }
}
