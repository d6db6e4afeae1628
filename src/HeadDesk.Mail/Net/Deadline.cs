namespace HeadDesk.Mail.Net;

/// <summary>A timer that is used again for every wait of one direction, so that a wait allocates nothing.</summary>
internal sealed class Deadline : IDisposable
{
    private CancellationTokenSource source = new();

    /// <summary>Starts one wait; disposing the result ends it.</summary>
    public Wait Start(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!source.TryReset())
        {
            source.Dispose();
            source = new CancellationTokenSource();
        }

        source.CancelAfter(limit);
        return new Wait(source, cancellationToken.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), source));
    }

    public void Dispose() => source.Dispose();

    internal readonly struct Wait(CancellationTokenSource source, CancellationTokenRegistration caller) : IDisposable
    {
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            caller.Dispose();
            try
            {
                source.CancelAfter(Timeout.InfiniteTimeSpan);
            }
            catch (ObjectDisposedException)
            {
                // The connection was disposed to end this wait.
            }
        }
    }
}
