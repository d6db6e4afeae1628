using System.Security.Cryptography;
using System.Text.Json.Serialization;
using HeadDesk.MailServers.Running;

namespace HeadDesk.MailServers;

/// <summary>Where everything of one run lies: ports and paths below the one folder.</summary>
internal sealed record MailServerLayout(string Folder, int ImapPort, int ImapsPort, int SmtpPort, int SmtpsPort, int LmtpPort)
{
    /// <summary>One password for every mailbox of the run.</summary>
    public string Password { get; init; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    [JsonIgnore]
    public string MailFolder => Folder + "/mail";

    [JsonIgnore]
    public string CaFile => Folder + "/ca.pem";

    [JsonIgnore]
    public string CertificateFile => Folder + "/server.pem";

    [JsonIgnore]
    public string KeyFile => Folder + "/server.key";

    [JsonIgnore]
    public string DovecotConfiguration => Folder + "/dovecot.conf";

    [JsonIgnore]
    public string DovecotTokens => Folder + "/dovecot-oauth2.conf";

    [JsonIgnore]
    public string DovecotLog => Folder + "/dovecot/log";

    [JsonIgnore]
    public string DovecotOutput => Folder + "/dovecot/output";

    [JsonIgnore]
    public string EximConfiguration => Folder + "/exim.conf";

    [JsonIgnore]
    public string EximLog => Folder + "/exim/mainlog";

    [JsonIgnore]
    public string EximOutput => Folder + "/exim/output";

    /// <summary>How another process finds these servers; see <see cref="MailServerSet.AttachAsync"/>.</summary>
    public static string DescriptionIn(string folder) => folder + "/servers.json";

    /// <summary>Tables of chosen recipients, "address: answer" a line, which Exim reads anew for each recipient.</summary>
    public string RecipientTable(string kind) => $"{Folder}/exim/{kind}";

    public static MailServerLayout In(string folder)
    {
        int[] ports = LoopbackPorts.Free(5);
        return new MailServerLayout(folder, ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    public void CreateFolders()
    {
        foreach (string below in (string[])["dovecot/run", "dovecot/state", "exim/spool", "mail"])
        {
            Directory.CreateDirectory($"{Folder}/{below}");
        }
    }
}
