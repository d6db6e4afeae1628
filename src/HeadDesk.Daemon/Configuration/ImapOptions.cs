using System.ComponentModel.DataAnnotations;
using HeadDesk.Rules.Calendar;

namespace HeadDesk.Daemon.Configuration;

/// <summary>How a connection is protected; <c>none</c> only on loopback or with <c>allowInsecure</c>.</summary>
public enum Security
{
    Tls,
    StartTls,
    None,
}

/// <summary>What proves who logs in.</summary>
public enum Authentication
{
    Password,

    /// <summary>A token of the section <c>oauth2</c>.</summary>
    Oauth2,
}

/// <summary>What happens to mail that is older than the first start.</summary>
public enum Baseline
{
    /// <summary>Recorded and threaded, nothing is sent.</summary>
    Quiet,

    /// <summary>Treated as if it had just arrived.</summary>
    Process,

    /// <summary>Left alone.</summary>
    Ignore,
}

/// <summary>Where a mail server is and how to log in.</summary>
public abstract class ServerOptions
{
    [Required(ErrorMessage = "a host name or address")]
    public string Host { get; set; } = "";

    [Range(1, 65535, ErrorMessage = "a port from 1 to 65535")]
    public int Port { get; set; }

    public Security Security { get; set; } = Security.Tls;

    /// <summary>Allows <c>security: none</c> to a host that is not on loopback. The password travels readable.</summary>
    public bool AllowInsecure { get; set; }

    public string? User { get; set; }

    /// <summary>With <c>oauth2</c> no password is used.</summary>
    public Authentication Authentication { get; set; } = Authentication.Password;

    /// <summary>Better in a file: see <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A file whose first line is the password; relative to the configuration file.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>PEM file of an authority to trust beside the system's; relative to the configuration file.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>How long connecting may take.</summary>
    public Duration ConnectTimeout { get; set; } = new(30, DurationUnit.Seconds);

    /// <summary>How long the server may be silent in the middle of something.</summary>
    public Duration ReadTimeout { get; set; } = new(120, DurationUnit.Seconds);
}

/// <summary><c>imap</c>: the mailbox.</summary>
public sealed class ImapOptions : ServerOptions
{
    public ImapOptions() => Port = 993;

    /// <summary>A larger mail becomes a ticket from its headers; the original stays in the mailbox.</summary>
    public ByteSize MaxMessageSize { get; set; } = ByteSize.Megabytes(50);

    public Baseline Baseline { get; set; } = Baseline.Quiet;

    /// <summary>How often folders are looked at when the server does not tell of changes itself (without IDLE; with it, every few seconds).</summary>
    public Duration PollInterval { get; set; } = new(30, DurationUnit.Seconds);

    /// <summary>Use IDLE (RFC 2177) where the server has it.</summary>
    public bool Idle { get; set; } = true;

    /// <summary>Where mail goes that cannot be processed; made when first needed.</summary>
    [Required(ErrorMessage = "a folder name")]
    public string QuarantineFolder { get; set; } = "HeadDesk/Quarantine";

    /// <summary>Where staff's questions to the desk go, once answered: mail that belongs to no ticket; made when first needed.</summary>
    [Required(ErrorMessage = "a folder name")]
    public string CommandFolder { get; set; } = "HeadDesk/Commands";

    /// <summary>The folder of unwanted mail; by default the one the server marks \Junk, else <c>Junk</c>.</summary>
    public string? JunkFolder { get; set; }

    /// <summary>Where mail clients keep what was sent from the shared account; by default the one the server marks \Sent, else <c>Sent</c>.</summary>
    public string? SentFolder { get; set; }
}

/// <summary><c>smtp</c>: the way out.</summary>
public sealed class SmtpOptions : ServerOptions
{
    public SmtpOptions() => Port = 465;

    /// <summary>How long a mail that the server puts off (4xx) is tried again.</summary>
    public Duration GiveUpAfter { get; set; } = new(5, DurationUnit.Days);

    /// <summary>The first wait before a retry; it doubles each time up to an hour, give or take a fifth.</summary>
    public Duration RetryAfter { get; set; } = new(30, DurationUnit.Seconds);
}
