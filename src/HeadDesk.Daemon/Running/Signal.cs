namespace HeadDesk.Daemon.Running;

/// <summary>"There is something to do": any number of settings before a wait count as one.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        lock (_set)
        {
            if (_set.CurrentCount == 0)
            {
                _set.Release();
            }
        }
    }

    /// <returns>False when the time ran out first.</returns>
    public Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _set.WaitAsync(limit, cancellationToken);

    public void Dispose() => _set.Dispose();
}
