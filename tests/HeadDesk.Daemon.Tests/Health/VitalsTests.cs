using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;

namespace HeadDesk.Daemon.Tests.Health;

public sealed class VitalsTests
{
    private readonly SetTime _time = new();
    private readonly Vitals _vitals;

    public VitalsTests() => _vitals = new Vitals(_time);

    [Fact]
    public void Begun_OnceEveryLoopHasWorkedOrFailed()
    {
        _vitals.Beat(Vitals.Watching);
        _vitals.Fail(Vitals.Sending, "no server");
        _vitals.Succeed(Vitals.Filing);
        Assert.False(_vitals.HaveBegun);
        _vitals.Beat(Vitals.Clock);
        Assert.True(_vitals.HaveBegun);
    }

    [Fact]
    public void SilentLoop_IsTakenForHangingAfterItsRestAndPatience()
    {
        _vitals.Succeed(Vitals.Sending);
        _vitals.Succeed(Vitals.Watching, rest: TimeSpan.FromHours(1));
        _time.Pass(Vitals.Patience);
        Assert.True(_vitals.AreAlive);
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.False(_vitals.AreAlive);
        Assert.Contains("sending mail has given no sign of life for a long time", Report().Troubles);

        _vitals.Beat(Vitals.Sending);
        Assert.True(_vitals.AreAlive);
        _time.Pass(Vitals.Patience);
        Assert.True(_vitals.AreAlive); // The watcher had announced an hour.
    }

    [Fact]
    public void Failure_IsKeptUntilTheLoopSucceeds()
    {
        _vitals.Hears(ImapState.Notify);
        _vitals.Fail(Vitals.Watching, "cannot connect");
        var since = _time.GetUtcNow();
        _time.Pass(TimeSpan.FromSeconds(30));
        _vitals.Beat(Vitals.Watching);
        _vitals.Fail(Vitals.Watching, "still cannot connect");

        var loop = Assert.Single(_vitals.Facts.Loops);
        Assert.Equal((LoopHealth.Failing, since, "still cannot connect", ImapState.Away), (loop.Health, loop.Since, loop.Why, _vitals.Facts.Imap));
        Assert.True(Report().Well); // A connection may be lost for a moment.
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["watching the mailbox fails since 2026-03-02 09:00:00Z: still cannot connect"], Report().Troubles);

        _vitals.Succeed(Vitals.Watching);
        Assert.True(Report().Well);
        Assert.Equal("still cannot connect", _vitals.Facts.LastError!.Text);
    }

    [Theory]
    [InlineData(29, 29, null)]
    [InlineData(31, 0, "the mailbox was not read for 31 minutes")]
    [InlineData(0, 31, "mail has been waiting to be sent for 31 minutes")]
    public void SilenceBeyondTheLimit_IsTrouble(int sincePoll, int oldest, string? trouble)
    {
        var now = _time.GetUtcNow();
        _time.Pass(TimeSpan.FromMinutes(-sincePoll));
        _vitals.Polled();
        _time.Pass(TimeSpan.FromMinutes(sincePoll));
        _vitals.Queues(new QueueFacts(3, 0, now.AddMinutes(-oldest)));
        Assert.Equal(trouble is null ? [] : [trouble], Report().Troubles);
        Assert.Equal(trouble is null, Report().Well);
    }

    [Fact]
    public void Alerts_TheLastTenAreKept()
    {
        for (var i = 0; i < 30; i++)
        {
            _vitals.Alerted($"alert {i}");
        }

        Assert.Equal(Enumerable.Range(20, 10).Select(i => $"alert {i}"), _vitals.Facts.Alerts.Select(a => a.Subject));
    }

    private HealthReport Report() => HealthReport.Of(_vitals, new HeadDeskOptions());
}
