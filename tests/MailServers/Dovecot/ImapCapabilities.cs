namespace HeadDesk.MailServers.Dovecot;

internal static class ImapCapabilities
{
    /// <summary>What Dovecot 2.3.19 announces after login.</summary>
    private const string All =
        "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT "
        + "MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH "
        + "ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE "
        + "LITERAL+ NOTIFY SPECIAL-USE";

    /// <summary>QRESYNC implies CONDSTORE (RFC 7162 §3.2.3), so a server without the second cannot have the first.</summary>
    public static string Without(IReadOnlyCollection<string> removed)
    {
        bool Stays(string capability) =>
            !removed.Contains(capability, StringComparer.OrdinalIgnoreCase)
            && !(capability == "QRESYNC" && removed.Contains("CONDSTORE", StringComparer.OrdinalIgnoreCase));
        return string.Join(' ', All.Split(' ').Where(Stays));
    }
}
