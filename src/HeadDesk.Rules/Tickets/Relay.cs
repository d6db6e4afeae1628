namespace HeadDesk.Rules.Tickets;

/// <summary>A staff member's reply on its way to the customer: in the desk's name, without anything of the staff member's own mail but words and files.</summary>
public sealed record Relay
{
    /// <summary>As the customer sees it, e.g. "Alice Example – Example Support".</summary>
    public required string SenderName { get; init; }

    public required Party To { get; init; }

    public IReadOnlyList<Party> Cc { get; init; } = [];

    /// <summary>With the identifier.</summary>
    public required string Subject { get; init; }

    /// <summary>Ends with the staff member's signature.</summary>
    public required string Text { get; init; }

    /// <summary>Signed, without brackets; the same for the same mail, so that a repeat is recognisable.</summary>
    public required string MessageId { get; init; }

    public string? InReplyTo { get; init; }

    /// <summary>Only messages that the customer has seen; oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The staff member's mail, whose attachments go along; null where none do.</summary>
    public string? SourceDigest { get; init; }

    /// <summary>Staff name.</summary>
    public required string By { get; init; }

    /// <summary>Addresses of staff that must not appear in what is sent.</summary>
    public IReadOnlyList<string> PrivateAddresses { get; init; } = [];
}
