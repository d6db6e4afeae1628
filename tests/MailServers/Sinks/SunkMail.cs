namespace HeadDesk.MailServers.Sinks;

/// <summary>One message as an SMTP sink took it.</summary>
/// <param name="From">Of MAIL FROM; empty for the null return path.</param>
/// <param name="To">The recipients that were accepted.</param>
/// <param name="MailParameters">What stood behind the address in MAIL FROM, such as "SIZE=300 BODY=8BITMIME".</param>
/// <param name="User">Who signed in, if anybody.</param>
/// <param name="Encrypted">Whether it came over TLS.</param>
/// <param name="Raw">The message without dot-stuffing; empty when the sink does not keep messages.</param>
public sealed record SunkMail(string From, IReadOnlyList<string> To, string MailParameters, string? User, bool Encrypted, ReadOnlyMemory<byte> Raw);
