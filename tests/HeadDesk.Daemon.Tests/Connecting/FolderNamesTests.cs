using HeadDesk.Daemon.Connecting;

namespace HeadDesk.Daemon.Tests.Connecting;

public class FolderNamesTests
{
    [Theory]
    [InlineData("INBOX,alice", '/', "HeadDesk/Quarantine", "HeadDesk/Quarantine")]
    [InlineData("INBOX,alice", '.', "HeadDesk/Quarantine", "HeadDesk.Quarantine")]
    [InlineData("INBOX,INBOX.alice", '.', "HeadDesk/Quarantine", "INBOX.HeadDesk.Quarantine")]
    [InlineData("INBOX,INBOX.alice,Shared", '.', "alice", "alice")]
    [InlineData("INBOX", '.', "alice", "alice")]
    [InlineData("INBOX", null, "HeadDesk/Quarantine", "HeadDesk-Quarantine")]
    [InlineData("INBOX,INBOX.alice", '.', "INBOX", "INBOX")]
    [InlineData("INBOX,Spam", '/', "Junk", "Spam")]
    public void Name_BecomesTheServers(string folders, char? delimiter, string name, string expected)
    {
        var special = folders.Contains("Spam", StringComparison.Ordinal) ? new Dictionary<string, string> { ["Junk"] = "Spam" } : [];
        Assert.Equal(expected, FolderNames.Of(folders.Split(','), delimiter, special).OnServer(name));
    }
}
