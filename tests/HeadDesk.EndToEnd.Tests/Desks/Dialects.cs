using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>Dovecot as it is, and with what Head Desk likes to use taken away: one at a time, and all together.</summary>
public static class Dialects
{
    /// <summary>Capabilities that are missing, with a space between; none for the whole server.</summary>
    public static TheoryData<string> All => new(
        "",
        "MOVE",
        "CONDSTORE QRESYNC", // QRESYNC stands on CONDSTORE.
        "QRESYNC",
        "IDLE",
        "NOTIFY",
        "LIST-STATUS",
        "UIDPLUS",
        "MOVE CONDSTORE QRESYNC IDLE NOTIFY LIST-STATUS UIDPLUS");

    public static MailServerOptions Without(string capabilities) =>
        new() { WithoutImapCapabilities = capabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
}
