namespace HeadDesk.MailServers.Others;

/// <summary>Where <c>tests/other-servers.sh</c> has put the servers that cannot be installed beside Dovecot.</summary>
public static class UnpackedServer
{
    private static string Root => Environment.IsPrivilegedProcess
        ? "/var/cache/headdesk-tests"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/headdesk-tests");

    internal static string Cyrus => Path.Combine(Root, "cyrus/usr/lib/cyrus/bin");

    internal static string Courier => Path.Combine(Root, "courier/usr");

    /// <summary>Null where they are there; else why not.</summary>
    public static string? WhyMissing => File.Exists(Path.Combine(Root, "complete")) ? null : "Cyrus and Courier are not unpacked: bash tests/other-servers.sh";
}
