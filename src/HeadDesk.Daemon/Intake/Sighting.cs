using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>A mail on record that turned up in a place that is not on record: moved, copied, delivered twice, or moved by ourselves.</summary>
/// <param name="ReceivedAt">INTERNALDATE in that place: kept by a move or a copy, new with another delivery.</param>
internal sealed record Sighting(StoredMessage Message, MailboxLocation Location, DateTimeOffset ReceivedAt);
