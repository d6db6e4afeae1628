namespace HeadDesk.Mail.Imap;

/// <summary>The answer to one fetch.</summary>
/// <param name="Messages">In the order of UIDs. Messages that are gone are not in it.</param>
/// <param name="Refusal">The server gave these messages and then said NO: it could not read others.</param>
/// <param name="Vanished">With <see cref="FetchItems.Vanished"/>: what was expunged since.</param>
public sealed record FetchResult(IReadOnlyList<FetchedMessage> Messages, ImapRefusal? Refusal, UidSet Vanished) : IDisposable
{
    /// <summary>Disposes the messages.</summary>
    public void Dispose()
    {
        foreach (var message in Messages)
        {
            message.Dispose();
        }
    }
}

/// <summary>Opens a stream for a body section too long for memory. The message holds what is known of it so far, mostly its UID.</summary>
/// <param name="message">Incomplete; only its scalar properties may be read.</param>
/// <param name="length">Bytes that will be written.</param>
public delegate Stream OpenBodySink(FetchedMessage message, long length);
