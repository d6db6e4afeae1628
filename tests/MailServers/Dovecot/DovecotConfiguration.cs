using HeadDesk.MailServers.Running;

namespace HeadDesk.MailServers.Dovecot;

/// <summary>A Dovecot 2.3 that needs no root, no system user and nothing outside its folder.</summary>
internal static class DovecotConfiguration
{
    public static string Write(MailServerLayout at, ServerUser user, MailServerOptions options) => $$"""
        base_dir = {{at.Folder}}/dovecot/run
        state_dir = {{at.Folder}}/dovecot/state
        log_path = {{at.DovecotLog}}
        default_internal_user = {{user.Name}}
        default_internal_group = {{user.Group}}
        default_login_user = {{user.Name}}
        first_valid_uid = 1
        first_valid_gid = 1
        # A large mailbox's index is mapped whole; the default of 256 MB is for machines shared with strangers.
        default_vsz_limit = 1G
        protocols = imap lmtp
        listen = 127.0.0.1
        {{Tls(at, options)}}
        disable_plaintext_auth = no
        auth_username_format = %Lu
        # Any local part that Exim lets through; the check is against shell and file tricks of strangers.
        auth_username_chars =
        auth_failure_delay = 0
        recipient_delimiter = {{(options.PlusAddressing ? "+" : "")}}
        postmaster_address = postmaster@example.com
        hostname = mail.example.com
        mail_location = maildir:~/Maildir
        mail_max_userip_connections = 500
        imap_fetch_failure = {{options.FetchFailure}}
        {{Capability(options)}}
        {{Tokens(at, options)}}
        passdb {
          driver = static
          args = password={{at.Password}}
        }
        userdb {
          driver = static
          args = uid={{user.UserId}} gid={{user.GroupId}} home={{at.MailFolder}}/%Lu allow_all_users=yes
        }
        namespace inbox {
          inbox = yes
          separator = {{options.HierarchySeparator}}
          prefix = {{options.NamespacePrefix}}
          {{SpecialUse("Drafts")}}
          {{SpecialUse("Junk")}}
          {{SpecialUse("Sent")}}
          {{SpecialUse("Trash")}}
        }
        service anvil {
          chroot =
          # Wrong passwords of one test would slow down the logins of the next.
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service imap-login {
          chroot =
          service_count = 0
          process_min_avail = 1
          client_limit = 1000
          inet_listener imap {
            address = 127.0.0.1
            port = {{at.ImapPort}}
          }
          inet_listener imaps {
            address = 127.0.0.1
            port = {{(options.Tls ? at.ImapsPort : 0)}}
          }
        }
        service imap {
          service_count = 200
          process_min_avail = 2
          process_limit = 500
        }
        service lmtp {
          process_min_avail = 2
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{at.LmtpPort}}
          }
        }

        """;

    /// <summary>What Dovecot's oauth2 driver reads: where tokens are asked about, and what the answer must say.</summary>
    public static string WriteTokens(Uri introspection) => $"""
        introspection_mode = post
        introspection_url = {introspection}
        force_introspection = yes
        username_attribute = username
        active_attribute = active
        active_value = true

        """;

    private static string Tokens(MailServerLayout at, MailServerOptions options) => options.TokenIntrospection is null
        ? ""
        : $"auth_mechanisms = plain login xoauth2 oauthbearer\npassdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {at.DovecotTokens}\n}}";

    private static string Tls(MailServerLayout at, MailServerOptions options) => options.Tls
        ? $"ssl = yes\nssl_cert = <{at.CertificateFile}\nssl_key = <{at.KeyFile}"
        : "ssl = no";

    private static string Capability(MailServerOptions options) => options.WithoutImapCapabilities.Count == 0
        ? ""
        : $"imap_capability = {ImapCapabilities.Without(options.WithoutImapCapabilities)}";

    private static string SpecialUse(string folder) =>
        $"mailbox {folder} {{\n    special_use = \\{folder}\n    auto = subscribe\n  }}";
}
