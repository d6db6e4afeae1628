namespace HeadDesk.Mail.Net;

/// <summary>Why a connection is of no use, for those who decide how soon to try again and whom to tell.</summary>
public enum MailFailure
{
    /// <summary>The host name does not resolve.</summary>
    UnknownHost,

    /// <summary>Nobody listens, or no route leads there.</summary>
    Unreachable,

    /// <summary>The peer let a wait run out.</summary>
    TimedOut,

    /// <summary>The certificate is not trusted, not current or not for this host.</summary>
    Certificate,

    /// <summary>TLS could not be agreed on, or something unsafe was asked of us.</summary>
    Security,

    /// <summary>The peer closed or reset the connection.</summary>
    ConnectionLost,

    /// <summary>The peer said that it is closing: SMTP 421, IMAP BYE.</summary>
    ServiceClosing,

    /// <summary>What came does not follow the protocol, or breaks one of our caps.</summary>
    Malformed,

    /// <summary>We gave the connection up ourselves.</summary>
    Abandoned,

    /// <summary>Our own side is at fault: a trust file that cannot be read.</summary>
    Configuration,
}
