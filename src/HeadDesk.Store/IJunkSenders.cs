namespace HeadDesk.Store;

/// <summary>Whose mail goes to Junk because a person moved some of it there.</summary>
public interface IJunkSenders
{
    /// <param name="addressKey">Lower case.</param>
    /// <param name="ticket">Whose mail was moved.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AddJunkSenderAsync(string addressKey, int ticket, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask<bool> IsJunkSenderAsync(string addressKey, CancellationToken cancellationToken);

    ValueTask FreeJunkSenderAsync(string addressKey, CancellationToken cancellationToken);

    /// <summary>Everybody whom this ticket had sent there.</summary>
    ValueTask FreeJunkSendersAsync(int ticket, CancellationToken cancellationToken);
}
