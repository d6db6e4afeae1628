namespace HeadDesk.MailServers;

/// <summary>What kind of servers to start. The defaults are a common Dovecot with every capability and Exim before it.</summary>
public sealed record MailServerOptions
{
    /// <summary>Offer STARTTLS on the plain ports and open the implicit-TLS ports, with a certificate for localhost and 127.0.0.1.</summary>
    public bool Tls { get; init; }

    /// <summary>The certificate in use is one that has run out. With <see cref="Tls"/>.</summary>
    public bool ExpiredCertificate { get; init; }

    /// <summary>The names in the certificate. With <see cref="Tls"/>.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = ["localhost", "127.0.0.1"];

    /// <summary>Capabilities that Dovecot no longer announces, such as MOVE or UIDPLUS; the commands themselves stay.</summary>
    public IReadOnlyList<string> WithoutImapCapabilities { get; init; } = [];

    /// <summary>Between the levels of a folder name: '/' or '.'.</summary>
    public char HierarchySeparator { get; init; } = '/';

    /// <summary>Begins every folder but INBOX, such as "INBOX." on servers in Courier's manner.</summary>
    public string NamespacePrefix { get; init; } = "";

    /// <summary>When set, Exim puts an Authentication-Results of this server on top of each message: pass for who signed in, none for others.</summary>
    public string? AuthservId { get; init; }

    /// <summary>AUTH is announced only after STARTTLS or on the implicit-TLS port.</summary>
    public bool AuthOnlyWithTls { get; init; }

    /// <summary>Dovecot also lets in by OAuth2 (XOAUTH2, OAUTHBEARER), asking here about tokens (RFC 7662).</summary>
    public Uri? TokenIntrospection { get; init; }

    /// <summary>Exim's SIZE, in bytes.</summary>
    public long MaxMessageSize { get; init; } = 100L << 20;

    /// <summary>"support+token@" arrives in the mailbox of "support@".</summary>
    public bool PlusAddressing { get; init; } = true;

    /// <summary>What Dovecot does about mail that it cannot read: its imap_fetch_failure.</summary>
    public string FetchFailure { get; init; } = "disconnect-immediately";

    /// <summary>The one folder of this run; a new one under the temporary directory by default, deleted at the end.</summary>
    public string? Folder { get; init; }
}
