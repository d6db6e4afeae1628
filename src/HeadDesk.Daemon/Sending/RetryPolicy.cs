using HeadDesk.Daemon.Running;

namespace HeadDesk.Daemon.Sending;

/// <summary>When something is tried again: the wait doubles from the first one up to an hour, give or take a fifth.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempts">Tries so far, the one that just failed included.</param>
    public static DateTimeOffset Next(DateTimeOffset now, int attempts, TimeSpan first)
    {
        var wait = first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return now + Supervisor.Jitter(wait > Longest ? Longest : wait);
    }
}
