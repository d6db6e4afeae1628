using HeadDesk.Daemon.Intake;

namespace HeadDesk.Daemon.Tests.Intake;

public sealed class DoubtfulMailsTests
{
    private static readonly PlannedMail First = new(1, DateTimeOffset.UnixEpoch, 100);
    private static readonly PlannedMail Second = new(2, DateTimeOffset.UnixEpoch, 100);
    private readonly MovableTime _time = new();

    [Fact]
    public void LostBatch_IsFetchedOneByOneAfterAllOthers()
    {
        var doubtful = new DoubtfulMails(_time);
        Assert.False(doubtful.Blame("INBOX", 7, [Second]));
        var (sound, alone) = doubtful.Sort("INBOX", 7, [First, Second]);
        Assert.Equal([First], sound);
        Assert.Equal([Second], alone);
        Assert.Empty(doubtful.Sort("INBOX", 8, [Second]).Alone); // Numbered anew: another mail.
    }

    [Fact]
    public void LostThreeTimesAlone_IsLeftAsideForAWhile()
    {
        var doubtful = new DoubtfulMails(_time);
        Assert.False(doubtful.Blame("INBOX", 7, [First, Second]));
        Assert.False(doubtful.Blame("INBOX", 7, [First]));
        Assert.False(doubtful.Blame("INBOX", 7, [First]));
        Assert.True(doubtful.Blame("INBOX", 7, [First]));
        Assert.Equal([Second], doubtful.Sort("INBOX", 7, [First, Second]).Alone);
        _time.Now += TimeSpan.FromMinutes(16);
        Assert.Equal([First, Second], doubtful.Sort("INBOX", 7, [First, Second]).Alone);
    }

    [Fact]
    public void LeftAsideByAClockThatWentBack_IsFetched()
    {
        var doubtful = new DoubtfulMails(_time);
        _time.Now += TimeSpan.FromDays(365);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            doubtful.Blame("INBOX", 7, [First]);
        }

        _time.Now -= TimeSpan.FromDays(365);
        Assert.Equal([First], doubtful.Sort("INBOX", 7, [First]).Alone);
    }

    [Fact]
    public void Fetched_IsForgiven()
    {
        var doubtful = new DoubtfulMails(_time);
        doubtful.Blame("INBOX", 7, [First, Second]);
        doubtful.Clear("INBOX", 7, [First, Second]);
        Assert.Equal([First, Second], doubtful.Sort("INBOX", 7, [First, Second]).Sound);
    }

    private sealed class MovableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
