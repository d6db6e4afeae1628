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
        var doubtful = Doubtful();
        Assert.False(doubtful.Blame("INBOX", 7, [Second]));
        var (sound, alone) = doubtful.Sort("INBOX", 7, [First, Second]);
        Assert.Equal([First], sound);
        Assert.Equal([Second], alone);
        Assert.Empty(doubtful.Sort("INBOX", 8, [Second]).Alone); // Numbered anew: another mail.
    }

    [Fact]
    public void LostThreeTimesAlone_IsLeftAsideForAWhile()
    {
        var doubtful = Doubtful();
        Assert.False(doubtful.Blame("INBOX", 7, [First, Second]));
        Assert.False(doubtful.Blame("INBOX", 7, [First]));
        Assert.False(doubtful.Blame("INBOX", 7, [First]));
        Assert.True(doubtful.Blame("INBOX", 7, [First]));
        Assert.Equal([Second], doubtful.Sort("INBOX", 7, [First, Second]).Alone);
        _time.Now += TimeSpan.FromMinutes(16);
        Assert.Equal([Second, First], doubtful.Sort("INBOX", 7, [First, Second]).Alone);
    }

    [Fact]
    public void LeftAsideByAClockThatWentBack_IsFetched()
    {
        var doubtful = Doubtful();
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
        var doubtful = Doubtful();
        doubtful.Blame("INBOX", 7, [First, Second]);
        doubtful.Clear("INBOX", 7, [First, Second]);
        Assert.Equal([First, Second], doubtful.Sort("INBOX", 7, [First, Second]).Sound);
    }

    // Each may be the last of its connection.
    [Fact]
    public void Alone_TheLeastTriedComeFirst()
    {
        var doubtful = Doubtful();
        doubtful.Blame("INBOX", 7, [First, Second]);
        doubtful.Blame("INBOX", 7, [First]);
        Assert.Equal([Second, First], doubtful.Sort("INBOX", 7, [First, Second]).Alone);
    }

    // A round that cron starts is a process of its own.
    [Fact]
    public void AnotherProcess_TriesItOnceAloneAndLast()
    {
        var doubtful = Doubtful();
        doubtful.Blame("INBOX", 7, [First, Second]);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            doubtful.Blame("INBOX", 7, [First]);
        }

        doubtful.Blame("Junk", 9, [Second]);
        Assert.True(doubtful.IsNews);
        var record = doubtful.Record("INBOX");
        Assert.False(doubtful.IsNews);

        var next = Doubtful();
        Assert.True(next.MustRecall("INBOX"));
        Assert.False(next.MustRecall("INBOX"));
        next.Recall("INBOX", 7, record);
        var (sound, alone) = next.Sort("INBOX", 7, [First, Second]);
        Assert.Equal([Second], sound);
        Assert.Equal([First], alone);
        Assert.True(next.Blame("INBOX", 7, [First]));
        Assert.Empty(next.Sort("INBOX", 7, [First, Second]).Alone);
        next.Clear("INBOX", 7, [First]);
        Assert.Equal("", next.Record("INBOX"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("8 1:3")]
    public void NoRecordOfTheseNumbers_AccusesNobody(string? record)
    {
        var doubtful = Doubtful();
        doubtful.Recall("INBOX", 7, record);
        Assert.Equal([First], doubtful.Sort("INBOX", 7, [First]).Sound);
    }

    private DoubtfulMails Doubtful() => new(_time, "doubtful");

    private sealed class MovableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
