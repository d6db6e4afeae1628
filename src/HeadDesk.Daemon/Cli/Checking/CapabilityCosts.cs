using HeadDesk.Mail.Imap;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>What a server's missing capability costs, in one sentence each.</summary>
internal static class CapabilityCosts
{
    /// <summary>Those marked a warning are felt by people; the others only cost time on the wire.</summary>
    private static readonly (string Name, Func<ImapCapabilities, bool> Has, Mark Mark, string Cost)[] Table =
    [
        ("MOVE", c => c.Move, Mark.Note, "mail is filed by a copy that is verified and then removed: slower, and safe"),
        ("UIDPLUS", c => c.UidPlus || c.Move, Mark.Warning, "with MOVE missing too, filed mail stays in its old folder, marked as deleted, until a mail client expunges it"),
        ("UIDPLUS", c => c.UidPlus || !c.Move, Mark.Note, "where a filed mail lies is found by looking at the folder once more"),
        ("IDLE", c => c.Idle, Mark.Warning, "new mail is seen only every imap.pollInterval"),
        ("NOTIFY", c => c.Notify, Mark.Note, "folders other than INBOX are looked at every few seconds"),
        ("LIST-STATUS", c => c.ListStatus, Mark.Note, "looking whether anything is new takes a question for each folder"),
        ("SPECIAL-USE", c => c.SpecialUse, Mark.Note, "the folders of junk and sent mail must be called Junk and Sent, or be named in imap.junkFolder and imap.sentFolder"),
        ("CONDSTORE", c => c.CondStore, Mark.Note, "nothing that the desk does: it goes by UIDs"),
        ("QRESYNC", c => c.QResync, Mark.Note, "nothing that the desk does: it goes by UIDs"),
        ("ESEARCH", c => c.ESearch, Mark.Note, "the answer to a search in a large folder is long"),
        ("LITERAL+", c => c.LiteralPlus || c.LiteralMinus, Mark.Note, "a folder name beyond ASCII costs a round trip more"),
        ("QUOTA", c => c.Quota, Mark.Note, "nobody can say here how full the mailbox is"),
    ];

    public static IReadOnlyList<Finding> Of(ImapCapabilities capabilities) =>
        [.. Table.Where(row => !row.Has(capabilities)).Select(row => new Finding(row.Mark, "IMAP", $"the server lacks {row.Name}: {row.Cost}"))];
}
