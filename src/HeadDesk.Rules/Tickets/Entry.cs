namespace HeadDesk.Rules.Tickets;

/// <summary>What an entry in a ticket's history is.</summary>
public enum EntryKind
{
    Received,
    Sent,
    Relay,
    Note,
    Notice,
    Bounce,
    AutoReply,
    Event,
}

/// <summary>How an act reached the desk.</summary>
public enum Via
{
    Mail,
    Folder,
    Web,
    Clock,

    /// <summary>By calling the program.</summary>
    Command,
}

/// <summary>One thing in a ticket's history. Entries are added, never edited: they are the audit trail.</summary>
public sealed record Entry
{
    public required EntryKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: a staff name, an address, or <see cref="Desk"/> for Head Desk itself.</summary>
    public required string By { get; init; }

    public required Via Via { get; init; }

    public Party? From { get; init; }

    public IReadOnlyList<Party> To { get; init; } = [];

    public string? Subject { get; init; }

    /// <summary>The whole best text of a mail; for an event one plain sentence.</summary>
    public string Text { get; init; } = "";

    /// <summary>Without angle brackets.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<AttachmentInfo> Attachments { get; init; } = [];

    /// <summary>What changed, for <see cref="EntryKind.Event"/> only.</summary>
    public Change? Change { get; init; }

    /// <summary><see cref="By"/> of everything that Head Desk does on its own.</summary>
    public const string Desk = "head desk";

    /// <summary><see cref="By"/> of a move made by hand: the login is shared, so who it was is not known.</summary>
    public const string Mailbox = "mailbox";
}

/// <summary>One field of a ticket that changed.</summary>
/// <param name="Field">created, status, assignee, linked, quarantine, limit, …</param>
public sealed record Change(string Field, string? Old, string? New);

/// <summary>An attachment as a person sees it: safe name, media type, decoded size, digest.</summary>
/// <param name="Name">Without path, control or direction-override characters; unique within its mail.</param>
/// <param name="Type">Lower-case media type.</param>
/// <param name="Size">Octets after transfer decoding.</param>
/// <param name="Sha256">Lower-case hex over the decoded octets.</param>
/// <param name="Inline">Shown within the text rather than beside it.</param>
/// <param name="ContentId">Without angle brackets.</param>
public sealed record AttachmentInfo(string Name, string Type, long Size, string Sha256, bool Inline, string? ContentId);
