using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Jobs;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Tests.Care;
using HeadDesk.Daemon.Tests.Health;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Jobs;

public sealed class DigestTickTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly CareDesk _folder = new();
    private readonly SetTime _time = new();
    private readonly Trap _trap = new();
    private OfflineDesk _desk = null!;
    private DigestTick _tick = null!;

    public async Task InitializeAsync()
    {
        await _folder.FillAsync(1);
        _desk = await OfflineDesk.OpenAloneAsync(_folder.Configuration, _time, None);
        _tick = Tick();
        await _tick.RunAsync(None); // The first start looks back on nothing.
        _time.Pass(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task DigestThatCouldNotBeWrittenDown_GoesOutWithTheNextTick()
    {
        using var failing = new CancellationTokenSource();
        _trap.Said = failing.Cancel; // The commit fails, as on a full disk.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _tick.RunAsync(failing.Token));
        Assert.Equal(0, await DigestsAsync());
        _trap.Said = null;
        await _tick.RunAsync(None);
        Assert.Equal(1, await DigestsAsync());
        await _tick.RunAsync(None);
        Assert.Equal(1, await DigestsAsync());
    }

    /// <summary>A clock that was ahead, or a day to come that was rehearsed.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task DigestOfADayToCome_DoesNotKeepBackThoseUntilThen(bool restarts)
    {
        _time.Pass(TimeSpan.FromDays(28));
        await _tick.RunAsync(None);
        Assert.Equal(1, await DigestsAsync());
        _time.Pass(TimeSpan.FromDays(-28));
        var tick = restarts ? Tick() : _tick;
        await tick.RunAsync(None);
        _time.Pass(TimeSpan.FromDays(1));
        await tick.RunAsync(None);
        Assert.Equal(2, await DigestsAsync());
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private DigestTick Tick()
    {
        var context = _desk.Context;
        return new DigestTick(context, new DecisionWriter(context, new ReplyWriter(context, new RelayComposer(context.Settings)), NullLogger<DecisionWriter>.Instance), _trap);
    }

    private async Task<int> DigestsAsync() => (await _desk.Store.DueOutboxAsync(_time.GetUtcNow().AddYears(1), 100, None)).Count(m => m.Kind == nameof(HeadDesk.Rules.Notices.NoticeKind.Digest));

    /// <summary>What is logged stands between the digest and its commit.</summary>
    private sealed class Trap : ILogger<DigestTick>
    {
        public Action? Said { get; set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said?.Invoke();
    }
}
