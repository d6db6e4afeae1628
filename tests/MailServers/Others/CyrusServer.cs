using System.Globalization;
using HeadDesk.MailServers.Running;

namespace HeadDesk.MailServers.Others;

/// <summary>Cyrus: "INBOX." before every folder, "." between levels, MOVE, CONDSTORE and LIST-STATUS without NOTIFY, names and lines of its own.</summary>
internal static class CyrusServer
{
    public const int Accounts = 8;

    /// <summary>Of the package that goes well with Dovecot.</summary>
    private const string Installed = "/usr/lib/cyrus/bin";

    public static async Task<IEnumerable<string>> PrepareAsync(string folder, ServerUser user, int port, string password, CancellationToken cancellationToken)
    {
        foreach (string below in (string[])["conf", "mail", "sock"])
        {
            Directory.CreateDirectory($"{folder}/{below}");
        }

        string programs = UnpackedServer.Cyrus;
        await File.WriteAllTextAsync(
            $"{folder}/imapd.conf",
            $"""
            configdirectory: {folder}/conf
            partition-default: {folder}/mail
            defaultpartition: default
            servername: localhost
            cyrus_user: {user.Name}
            admins: nobody-at-all
            allowplaintext: yes
            sasl_mech_list: PLAIN LOGIN
            sasl_pwcheck_method: auxprop
            sasl_auxprop_plugin: sasldb
            sasl_sasldb_path: {folder}/sasldb
            autocreate_quota: 0
            unixhierarchysep: no
            altnamespace: no
            idlesocket: {folder}/sock/idle
            lmtpsocket: {folder}/sock/lmtp
            notifysocket: {folder}/sock/notify
            imapidlepoll: 1

            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            $"{folder}/cyrus.conf",
            $$"""
            START {
              recover cmd="{{Installed}}/ctl_cyrusdb -r -C {{folder}}/imapd.conf"
            }
            SERVICES {
              imap cmd="{{programs}}/imapd -U 30 -C {{folder}}/imapd.conf" listen="127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}}" prefork=0
            }
            EVENTS {
            }
            DAEMON {
              idled cmd="{{programs}}/idled -C {{folder}}/imapd.conf"
            }

            """,
            cancellationToken);
        for (int account = 1; account <= Accounts; account++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"desk{account}");
            await Command.RunAsync(["sh", "-c", "printf %s \"$1\" | saslpasswd2 -p -c -f \"$2\" -u localhost \"$3\"", "sh", password, $"{folder}/sasldb", name], cancellationToken);
        }

        return [$"{Installed}/master", "-D", "-C", $"{folder}/imapd.conf", "-M", $"{folder}/cyrus.conf", "-p", $"{folder}/pid"];
    }
}
