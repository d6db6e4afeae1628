namespace HeadDesk.Mail.Mime;

/// <summary>A mailbox: <c>name &lt;address&gt;</c>.</summary>
/// <param name="Name">The display name, decoded and on one line; null where there is none.</param>
/// <param name="Address">local-part "@" domain as written, blanks and comments removed; empty where the sender gave a name only.</param>
public sealed record MailAddress(string? Name, string Address)
{
    public override string ToString() => Name == null ? Address : $"{Name} <{Address}>";
}
