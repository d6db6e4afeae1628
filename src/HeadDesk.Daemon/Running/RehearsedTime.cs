namespace HeadDesk.Daemon.Running;

/// <summary>The clock as if it had been <paramref name="start"/> when the program began; it goes on from there.</summary>
internal sealed class RehearsedTime(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + System.GetElapsedTime(_began);
}
