using HeadDesk.Daemon.Connecting;
using HeadDesk.Mail.Imap;

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
    public void ServerThatDoesNotSay_IsUnderstoodFromItsFolders(string folders, char? delimiter, string name, string expected)
    {
        var special = folders.Contains("Spam", StringComparison.Ordinal) ? new Dictionary<string, string> { ["Junk"] = "Spam" } : [];
        Assert.Equal(expected, FolderNames.Of(folders.Split(','), [], delimiter, special).OnServer(name));
    }

    [Theory]
    [InlineData("INBOX", "INBOX.|.", "INBOX.HeadDesk.Quarantine")] // Cyrus and Courier, a new account
    [InlineData("INBOX,user.bob", "INBOX.|.", "INBOX.HeadDesk.Quarantine")] // and beside it another's, which is shared
    [InlineData("INBOX,INBOX.old", "|/", "HeadDesk/Quarantine")]
    [InlineData("INBOX", "|", "HeadDesk-Quarantine")]
    [InlineData("INBOX,alice", "INBOX.|.,|.", "HeadDesk.Quarantine")] // both allowed: where the folders are already
    [InlineData("INBOX,INBOX.alice", "|.,INBOX.|.", "INBOX.HeadDesk.Quarantine")]
    [InlineData("INBOX,INBOX.alice", "mail/|/,~/|/", "mail/HeadDesk/Quarantine")]
    public void ServerThatSays_IsBelieved(string folders, string personal, string expected)
    {
        List<MailboxNamespace> places = [.. personal.Split(',').Select(p => p.Split('|')).Select(p => new MailboxNamespace(p[0], p[1] is [var c] ? c : null))];
        var names = FolderNames.Of(folders.Split(','), places, '.', []);
        Assert.Equal((expected, "INBOX"), (names.OnServer("HeadDesk/Quarantine"), names.OnServer("INBOX")));
    }
}
