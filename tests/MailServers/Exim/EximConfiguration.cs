using HeadDesk.MailServers.Running;

namespace HeadDesk.MailServers.Exim;

/// <summary>An Exim 4.96 that takes mail for every address there is and hands it to Dovecot's LMTP.</summary>
internal static class EximConfiguration
{
    public static string Write(MailServerLayout at, ServerUser user, MailServerOptions options) => $$"""
        exim_user = {{user.Name}}
        exim_group = {{user.Group}}
        trusted_users = {{user.Name}}
        # Without it an exim that could not become root logs to standard error only.
        deliver_drop_privilege = true
        spool_directory = {{at.Folder}}/exim/spool
        log_file_path = {{at.Folder}}/exim/%slog
        pid_file_path = {{at.Folder}}/exim/pid
        log_selector = +smtp_connection +smtp_protocol_error
        primary_hostname = mx.example.com
        qualify_domain = example.com
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = {{at.SmtpPort}}{{(options.Tls ? $" : {at.SmtpsPort}" : "")}}
        {{Tls(at, options)}}
        keep_environment =
        add_environment = PATH=/usr/bin
        host_lookup =
        rfc1413_query_timeout = 0s
        local_from_check = false
        check_spool_space = 0
        delay_warning =
        smtp_connect_backlog = 200
        smtp_accept_max = 500
        smtp_accept_max_per_connection = 0
        # Deliver at once however many messages one connection brings.
        smtp_accept_queue_per_connection = 0
        message_size_limit = {{options.MaxMessageSize}}
        acl_smtp_rcpt = recipient
        acl_smtp_data = message

        begin acl

        recipient:
          deny    local_parts = ^.*[/%|]
                  message = 550 5.1.3 bad destination mailbox address syntax
          defer   condition = {{In(at, RecipientTables.Deferred)}}
                  message = {{Answer(at, RecipientTables.Deferred)}}
          deny    condition = {{In(at, RecipientTables.Refused)}}
                  message = {{Answer(at, RecipientTables.Refused)}}
          accept

        message:
        {{AuthenticationResults(options)}}
          accept

        begin routers

        bounced:
          driver = redirect
          condition = {{In(at, RecipientTables.Bounced)}}
          allow_fail
          data = :fail: {{Answer(at, RecipientTables.Bounced)}}

        everybody:
          driver = accept
          transport = dovecot

        begin transports

        dovecot:
          driver = smtp
          protocol = lmtp
          hosts = 127.0.0.1
          hosts_override
          allow_localhost
          port = {{at.LmtpPort}}
          hosts_avoid_tls = *
          # Long lines are for the parser to survive, not for Exim to refuse.
          message_linelength_limit = 1G

        begin retry

        * * F,4d,1s

        begin authenticators

        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = {{PasswordIn(at, "$auth3")}}
          server_set_id = $auth2
          {{Advertise(options)}}

        login:
          driver = plaintext
          public_name = LOGIN
          server_prompts = Username:: : Password::
          server_condition = {{PasswordIn(at, "$auth2")}}
          server_set_id = $auth1
          {{Advertise(options)}}

        """;

    private static string Tls(MailServerLayout at, MailServerOptions options) => options.Tls
        ? $"tls_advertise_hosts = *\ntls_certificate = {at.CertificateFile}\ntls_privatekey = {at.KeyFile}\ntls_on_connect_ports = {at.SmtpsPort}"
        : "tls_advertise_hosts =";

    private static string PasswordIn(MailServerLayout at, string variable) => "${if eq{" + variable + "}{" + at.Password + "}}";

    private static string In(MailServerLayout at, string table) =>
        "${lookup{${lc:$local_part@$domain}}lsearch{" + at.RecipientTable(table) + "}{true}{false}}";

    private static string Answer(MailServerLayout at, string table) =>
        "${lookup{${lc:$local_part@$domain}}lsearch{" + at.RecipientTable(table) + "}}";

    // RFC 8601 §5: on top of everything that came with the message.
    private static string AuthenticationResults(MailServerOptions options) => options.AuthservId is null
        ? ""
        : Vouch("authenticated", options.AuthservId, "pass") + Vouch("!authenticated", options.AuthservId, "none");

    private static string Vouch(string who, string authservId, string dmarc) =>
        $"  warn    {who} = *\n"
        + $"          add_header = :at_start:Authentication-Results: {authservId}; dmarc={dmarc} header.from="
        + "${domain:${address:$h_From:}}\n";

    private static string Advertise(MailServerOptions options) => options.AuthOnlyWithTls
        ? "server_advertise_condition = ${if def:tls_in_cipher}"
        : "server_advertise_condition = true";
}
