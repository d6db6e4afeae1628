namespace HeadDesk.MailServers.Running;

/// <summary>Where Debian keeps the servers; /usr/sbin is not on an ordinary user's PATH.</summary>
internal static class ServerPrograms
{
    public static string Dovecot => Find("/usr/sbin/dovecot", "dovecot-imapd");

    public static string Doveadm => Find("/usr/bin/doveadm", "dovecot-core");

    public static string Exim => Find("/usr/sbin/exim4", "exim4-daemon-light");

    public static void RequireAll()
    {
        _ = Dovecot;
        _ = Exim;
        _ = Find("/usr/lib/dovecot/lmtp", "dovecot-lmtpd");
    }

    private static string Find(string path, string package) => File.Exists(path)
        ? path
        : throw new FileNotFoundException($"{path} is missing: install Debian's {package} (bash install/prerequisites.sh does)", path);
}
