namespace HeadDesk.Store;

/// <summary>A mail waiting to be sent, ready to the last byte.</summary>
/// <param name="Id">The store's own key; ignored when queued.</param>
/// <param name="Kind">The notice kind or <c>relay</c>.</param>
/// <param name="EnvelopeFrom">Empty for the null return path (RFC 5321 §4.5.5).</param>
/// <param name="Content">The whole message with CRLF line ends.</param>
/// <param name="Attempts">How often it was deferred.</param>
public sealed record OutboxItem(
    long Id,
    int? Ticket,
    string Kind,
    string MessageId,
    string EnvelopeFrom,
    IReadOnlyList<string> Recipients,
    ReadOnlyMemory<byte> Content,
    DateTimeOffset Created,
    DateTimeOffset Due,
    int Attempts,
    string? LastError);
