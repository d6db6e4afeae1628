using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>A mail on record that turned up in a place that is not on record: moved, copied, delivered twice, or moved by ourselves.</summary>
internal sealed record Sighting(StoredMessage Message, MailboxLocation Location);
