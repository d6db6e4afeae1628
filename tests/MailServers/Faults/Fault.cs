namespace HeadDesk.MailServers.Faults;

/// <summary>What a proxy does with bytes on their way; one instance serves all connections from when it is set.</summary>
internal abstract class Fault
{
    public static Fault None { get; } = new Nothing();

    /// <summary>How many bytes of the chunk still pass; fewer than all of them cuts the connection after those.</summary>
    public abstract ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced);

    private sealed class Nothing : Fault
    {
        public override ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced) => new(chunk.Length);
    }
}

internal sealed class DelayFault(TimeSpan delay) : Fault
{
    public override async ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced)
    {
        await Task.Delay(delay, replaced).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return chunk.Length;
    }
}

internal sealed class FreezeFault : Fault
{
    public override async ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced)
    {
        await Task.Delay(Timeout.Infinite, replaced).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return chunk.Length;
    }
}

/// <summary>Holds back the packet that a pattern is in, and what follows it on that connection.</summary>
internal sealed class HoldAtFault(Direction where, byte[] pattern) : Fault
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Held => _held.Task;

    public override async ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced)
    {
        if (direction == where && chunk.Span.IndexOf(pattern) >= 0)
        {
            _held.TrySetResult();
            await Task.Delay(Timeout.Infinite, replaced).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return chunk.Length;
    }
}

/// <summary>Cuts after so many bytes, over all connections together, and again after as many more.</summary>
internal sealed class CutAfterFault(Direction where, long bytes, int times) : Fault
{
    private readonly Lock _counting = new();
    private readonly long _every = bytes;
    private long _left = bytes;
    private int _times = times;

    public override ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced)
    {
        lock (_counting)
        {
            if (direction != where || _times == 0)
            {
                return new(chunk.Length);
            }

            if (chunk.Length <= _left)
            {
                _left -= chunk.Length;
                return new(chunk.Length);
            }

            int pass = (int)_left;
            _left = _every;
            _times--;
            return new(pass);
        }
    }
}

/// <summary>Cuts right after a pattern, which may lie across two packets of one connection.</summary>
internal sealed class CutAtFault(Direction where, byte[] pattern, int times) : Fault
{
    private readonly Lock _matching = new();
    private byte[] _tail = [];
    private int _times = times;

    public override ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk, CancellationToken replaced)
    {
        lock (_matching)
        {
            if (direction != where || _times == 0)
            {
                return new(chunk.Length);
            }

            byte[] seen = [.. _tail, .. chunk.Span];
            int at = seen.AsSpan().IndexOf(pattern);
            if (at < 0)
            {
                _tail = seen[Math.Max(0, seen.Length - pattern.Length + 1)..];
                return new(chunk.Length);
            }

            int pass = at + pattern.Length - _tail.Length;
            _tail = [];
            _times--;
            // One byte less than the chunk even when the pattern ends it, so that "fewer than all" holds: a cut is a cut.
            return new(Math.Min(pass, chunk.Length - 1));
        }
    }
}
