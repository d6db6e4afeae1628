namespace HeadDesk.Mail.Imap;

/// <summary>How much of something a mailbox may hold, RFC 9208 §3.1.</summary>
/// <param name="Root">The quota's name on the server; may be empty.</param>
/// <param name="Resource"><c>STORAGE</c> in units of 1024 octets, <c>MESSAGE</c>, <c>MAILBOX</c>, or another.</param>
public sealed record QuotaLimit(string Root, string Resource, ulong Usage, ulong Limit);
