using System.Diagnostics;

namespace HeadDesk.MailServers;

/// <summary>Waits for a condition with a deadline; tests never sleep for a fixed time.</summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task HoldsAsync(
        Func<bool> condition, string what, CancellationToken cancellationToken, TimeSpan? patience = null, Func<string>? evidence = null) =>
        HoldsAsync(_ => Task.FromResult(condition()), what, cancellationToken, patience, evidence);

    /// <param name="what">What is waited for, for the message of the failure.</param>
    /// <param name="evidence">Asked for only after the deadline, such as the end of a log.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static async Task HoldsAsync(
        Func<CancellationToken, Task<bool>> condition,
        string what,
        CancellationToken cancellationToken,
        TimeSpan? patience = null,
        Func<string>? evidence = null)
    {
        TimeSpan limit = patience ?? DefaultPatience;
        long start = Stopwatch.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"not within {limit.TotalSeconds} s: {what}{(evidence is null ? "" : "\n" + evidence())}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
