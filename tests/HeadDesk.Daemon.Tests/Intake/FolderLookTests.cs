using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

public class FolderLookTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly FolderState Before = new("INBOX", 1, 10, 5, 0, Start);

    [Fact]
    public void Progress_StopsBelowTheFirstUndecidedMail()
    {
        var look = new FolderLook(Before, false, Baseline.Quiet, [11, 12, 13], 20);
        look.Decided(13);
        Assert.Equal(10u, look.Progress().LastUid);
        look.Decided(11);
        Assert.Equal(11u, look.Progress().LastUid);
        look.Decided(12);
        Assert.Equal(20u, look.Progress().LastUid);
    }

    [Theory]
    [InlineData(Baseline.Quiet, 4u, 0, true)] // There at the first look.
    [InlineData(Baseline.Quiet, 5u, 0, false)]
    [InlineData(Baseline.Quiet, 5u, -30, false)] // Clocks differ.
    [InlineData(Baseline.Quiet, 5u, -1500, true)] // Dragged in from an archive.
    [InlineData(Baseline.Process, 4u, -1500, false)]
    public void OldMail_IsQuiet(Baseline baseline, uint uid, int minutes, bool quiet)
    {
        var look = new FolderLook(Before, false, baseline, [], 20);
        Assert.Equal(quiet, look.IsQuiet(new RawMail(new MailboxLocation("INBOX", 1, uid), Start.AddMinutes(minutes), 0, default)));
    }

    [Theory]
    [InlineData(Baseline.Quiet, 4u, true)]
    [InlineData(Baseline.Quiet, 5u, false)]
    [InlineData(Baseline.Process, 4u, false)]
    public void MailInPlaceAtTheFirstLook_WasThere(Baseline baseline, uint uid, bool there) =>
        Assert.Equal(there, new FolderLook(Before, false, baseline, [], 20).WasThere(uid));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void MailOlderThanTheFirstLook_Predates(int seconds, bool predates) =>
        Assert.Equal(predates, new FolderLook(Before, true, Baseline.Quiet, [], 20).Predates(new RawMail(new MailboxLocation("Sent", 1, 1), Start.AddSeconds(seconds), 0, default)));
}
