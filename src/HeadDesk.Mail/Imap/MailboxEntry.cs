namespace HeadDesk.Mail.Imap;

/// <summary>What a mailbox is for, RFC 6154 §2.</summary>
public enum SpecialUse
{
    None,
    All,
    Archive,
    Drafts,
    Flagged,
    Junk,
    Sent,
    Trash,
    Important,
}

/// <summary>One mailbox of a LIST.</summary>
/// <param name="Name">In plain Unicode, levels parted by the delimiter; INBOX in capitals.</param>
/// <param name="Delimiter">Null for a flat namespace.</param>
/// <param name="Attributes">As sent: <c>\HasChildren</c>, <c>\Noselect</c>, …</param>
/// <param name="Status">Null where it was not asked for, or the mailbox cannot be looked into.</param>
public sealed record MailboxEntry(string Name, char? Delimiter, IReadOnlyList<string> Attributes, MailboxStatus? Status)
{
    public SpecialUse SpecialUse { get; } = Attributes.Select(UseOf).FirstOrDefault(use => use != SpecialUse.None);

    /// <summary>It can be selected: neither \Noselect nor \NonExistent (RFC 9051 §7.3.1).</summary>
    public bool IsSelectable => !Has("\\Noselect") && !Has("\\NonExistent");

    public bool Has(string attribute) => Attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);

    private static SpecialUse UseOf(string attribute) =>
        attribute.StartsWith('\\') && Enum.TryParse<SpecialUse>(attribute[1..], ignoreCase: true, out var use) && Enum.IsDefined(use)
            && char.IsAsciiLetter(attribute[1])
            ? use
            : SpecialUse.None;
}
