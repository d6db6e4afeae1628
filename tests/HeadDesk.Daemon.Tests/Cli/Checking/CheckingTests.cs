using HeadDesk.Daemon.Cli.Checking;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Tests.Cli.Checking;

public sealed class CheckingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("IMAP4rev1 MOVE UIDPLUS IDLE NOTIFY LIST-STATUS SPECIAL-USE CONDSTORE QRESYNC ESEARCH LITERAL+ QUOTA", "", "")]
    [InlineData("IMAP4rev2 NOTIFY CONDSTORE QRESYNC QUOTA", "", "")]
    [InlineData("IMAP4rev1", "UIDPLUS IDLE", "MOVE NOTIFY LIST-STATUS SPECIAL-USE CONDSTORE QRESYNC ESEARCH LITERAL+ QUOTA")]
    [InlineData("IMAP4rev2 UIDPLUS MOVE QRESYNC", "", "NOTIFY QUOTA")]
    [InlineData("IMAP4rev1 MOVE IDLE NOTIFY LIST-STATUS SPECIAL-USE QRESYNC ESEARCH LITERAL- QUOTA", "", "UIDPLUS")]
    [InlineData("IMAP4rev1 UIDPLUS IDLE NOTIFY LIST-STATUS SPECIAL-USE QRESYNC ESEARCH LITERAL+ QUOTA", "", "MOVE")]
    public void MissingCapability_IsNamedWithItsCost(string offered, string warnings, string notes)
    {
        var found = CapabilityCosts.Of(Offering(offered));
        Assert.Equal((warnings, notes), (Names(Mark.Warning), Names(Mark.Note)));
        Assert.All(found, f => Assert.Matches("^the server lacks [A-Z+-]+: [a-z].{20,}$", f.Text));
        string Names(Mark mark) => string.Join(' ', found.Where(f => f.Mark == mark).Select(f => f.Text.Split(' ', ':')[3]));
    }

    [Theory]
    [InlineData("STORAGE", 500 * 1024, 1000 * 1024, Mark.Good, "500 of 1000 MB used, 50 %")]
    [InlineData("STORAGE", 900, 1000, Mark.Warning, "90 %")]
    [InlineData("MESSAGE", 1000, 1000, Mark.Wrong, "1000 of 1000 (message) used, 100 %; the mailbox is full")]
    [InlineData("STORAGE", ulong.MaxValue, 1, Mark.Wrong, "999 %")]
    public void Quota_IsJudgedByWhatIsLeft(string resource, ulong usage, ulong limit, Mark mark, string text)
    {
        var found = ImapCheck.QuotaOf(new QuotaLimit("", resource, usage, limit));
        Assert.Equal(mark, found.Mark);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Mark.Good, "agrees")]
    [InlineData(-119, Mark.Good, "agrees")]
    [InlineData(-600, Mark.Warning, "10 minutes ahead of")]
    [InlineData(3601, Mark.Warning, "60 minutes behind")]
    public void Clock_IsComparedWithTheGreeting(int seconds, Mark mark, string text)
    {
        var found = SmtpCheck.ClockOf(Now.AddSeconds(seconds), Now, Now.AddSeconds(1));
        Assert.Equal(mark, found.Mark);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_WithNothingToCompareWith_SaysSo() =>
        Assert.Contains("compared with nothing", SmtpCheck.ClockOf(null, Now, Now).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(22, Mark.Good, "2026-12-13")]
    [InlineData(20, Mark.Warning, "20 days are left")]
    [InlineData(0, Mark.Warning, "0 days are left")]
    public void Certificate_IsWarnedOfThreeWeeksAhead(int days, Mark mark, string text)
    {
        var found = Assert.Single(CertificateCheck.Of("IMAP", new PeerCertificate("CN=a", "CN=b", Now.AddDays(-1), Now.AddDays(days)), Now));
        Assert.Equal(mark, found.Mark);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2L << 30, Mark.Good)]
    [InlineData(1L << 29, Mark.Warning)]
    [InlineData(1L << 20, Mark.Wrong)]
    public void Space_IsJudged(long free, Mark mark) => Assert.Equal(mark, DataCheck.SpaceOf("/data", free).Mark);

    [Fact]
    public void SoundAddresses_AreGood() => Assert.Equal(Mark.Good, Assert.Single(AddressCheck.Run(Options())).Mark);

    public static TheoryData<string, Mark, Action<HeadDeskOptions>> Mistakes() => new()
    {
        { "desk.aliases: alice@example.com is a staff member's own", Mark.Wrong, o => o.Desk.Aliases.Add("Alice@example.com".ToLowerInvariant()) },
        { "desk.aliases: \"help\" is not", Mark.Wrong, o => o.Desk.Aliases.Add("help") },
        { "desk.address: \"a b@example.com\"", Mark.Wrong, o => o.Desk.Address = "a b@example.com" },
        { "imap.user: support@other.example is of another domain", Mark.Warning, o => o.Imap.User = "support@other.example" },
        { "smtp.user: none", Mark.Note, o => o.Smtp.User = null },
        { "nobody is an admin", Mark.Warning, o => o.Staff[0].Role = StaffRole.Agent },
        { "desk.authservId: not set", Mark.Warning, o => o.Desk.AuthservId = null },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void AddressThatMakesNoSense_IsNamed(string text, Mark mark, Action<HeadDeskOptions> mistake)
    {
        var options = Options();
        mistake(options);
        var found = Assert.Single(AddressCheck.Run(options), f => f.Mark != Mark.Good);
        Assert.Equal(mark, found.Mark);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }

    private static HeadDeskOptions Options() => new()
    {
        Desk = { Name = "Example", Address = "support@example.com", AuthservId = "mx.example.com" },
        Imap = { User = "support@EXAMPLE.com" },
        Smtp = { User = "support" },
        Staff = [new StaffOptions { Name = "alice", Addresses = ["alice@example.com"], Role = StaffRole.Admin }],
    };

    private static ImapCapabilities Offering(string words) =>
        (ImapCapabilities)Activator.CreateInstance(typeof(ImapCapabilities), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, null, [words.Split(' ')], null)!;
}
