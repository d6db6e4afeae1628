namespace HeadDesk.Mail.Imap;

/// <summary>
/// A body section: in memory, or in the stream that the caller gave for it, or left out because a limit stood against it.
/// </summary>
/// <param name="Length">Bytes the server sent.</param>
/// <param name="Memory">The bytes; empty when they are in <paramref name="Stream"/> or left out. Valid until the message is disposed.</param>
/// <param name="Stream">The caller's stream, at its end and flushed; the caller's to dispose.</param>
/// <param name="IsOmitted">The bytes were over <see cref="ImapLimits"/> and were dropped.</param>
public readonly record struct FetchedContent(long Length, ReadOnlyMemory<byte> Memory, Stream? Stream = null, bool IsOmitted = false);
