namespace HeadDesk.Mail.Imap;

/// <summary>Where mailboxes of one's own may be made, RFC 2342 §5.</summary>
/// <param name="Prefix">Begins the name of each of them but INBOX, delimiter included: <c>INBOX.</c>; empty on most servers.</param>
/// <param name="Delimiter">Null for a flat namespace.</param>
public sealed record MailboxNamespace(string Prefix, char? Delimiter);
