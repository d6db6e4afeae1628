using System.Globalization;

namespace HeadDesk.MailServers.Others;

/// <summary>Courier: "INBOX." before every folder, UIDPLUS and IDLE without MOVE, LIST-STATUS, CONDSTORE and UIDNEXT at selection, synchronising literals.</summary>
internal static class CourierServer
{
    /// <summary>What imaplogin does; that one asks a daemon at a path of the system.</summary>
    private const string Login = """
        #!/bin/bash
        capability='IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE'
        say() { printf '%s\r\n' "$1"; }
        say "* OK [CAPABILITY $capability] Courier-IMAP ready."
        while IFS= read -r line; do
          line=${line%$'\r'} tag=${line%% *} command=${line#* }
          case ${command^^} in
            CAPABILITY) say "* CAPABILITY $capability"; say "$tag OK CAPABILITY completed" ;;
            LOGIN\ *)
              read -r user password <<<"${command:6}"
              user=${user//\"/} password=${password//\"/}
              [[ $password == "$SECRET" && $user =~ ^[a-z0-9]+$ ]] || { say "$tag NO Login failed."; continue; }
              export HOME=$MAIL/$user AUTHENTICATED=$user AUTHADDR=$user IMAPLOGINTAG=$tag IMAP_CAPABILITY=$capability
              mkdir -p "$HOME" && cd "$HOME" || exit 1
              [[ -d Maildir ]] || maildirmake.courier Maildir
              exec imapd Maildir ;;
            LOGOUT) say '* BYE Courier-IMAP server shutting down'; say "$tag OK LOGOUT completed"; exit ;;
            *) say "$tag NO Error in IMAP command received by server." ;;
          esac
        done

        """;

    public static IEnumerable<string> Prepare(string folder, int port, string password)
    {
        Directory.CreateDirectory($"{folder}/mail");
        File.WriteAllText($"{folder}/login", Login);
        File.SetUnixFileMode($"{folder}/login", (UnixFileMode)Convert.ToInt32("755", 8));
        string programs = UnpackedServer.Courier;
        return
        [
            "env", $"LD_LIBRARY_PATH={programs}/lib/x86_64-linux-gnu:{programs}/lib", $"PATH={programs}/bin:{programs}/sbin:/usr/bin:/bin",
            $"SECRET={password}", $"MAIL={folder}/mail", "PROTOCOL=IMAP", "IMAP_KEYWORDS=1", "IMAP_ACL=1", "IMAP_ENHANCEDIDLE=0", "IMAP_IDLE_TIMEOUT=60",
            "IMAP_MAILBOX_SANITY_CHECK=1", "IMAP_OBSOLETE_CLIENT=0", "IMAP_TRASHFOLDERNAME=Trash",
            "IMAP_USELOCKS=0", // With locks it waits for a file monitor that is not there.
            "couriertcpd", "-nodnslookup", "-noidentlookup", "-address=127.0.0.1", "-maxprocs=40", "-maxperip=40",
            port.ToString(CultureInfo.InvariantCulture), $"{folder}/login",
        ];
    }
}
