using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap;

/// <summary>How one client behaves, and what it puts up with.</summary>
public sealed record ImapOptions
{
    /// <summary>Deadlines, trust, buffers and wire log. Its read timeout counts only while the server owes an answer.</summary>
    public ConnectionOptions Connection { get; init; } = new() { ReadTimeout = TimeSpan.FromMinutes(2), InputBufferSize = 128 * 1024 };

    public ImapLimits Limits { get; init; } = new();

    /// <summary>Limit on one command from sending to its tagged answer, IDLE excepted: against a server that only ever drips.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Ask for folder names in UTF-8 where the server can (RFC 6855).</summary>
    public bool EnableUtf8 { get; init; } = true;

    /// <summary>Ask to be told of expunged mail by UID where the server can (RFC 7162).</summary>
    public bool EnableQResync { get; init; }

    /// <summary>What ID tells the server, RFC 2971; empty tells nothing and does not ask.</summary>
    public IReadOnlyDictionary<string, string> Identification { get; init; } = new Dictionary<string, string>
    {
        ["name"] = "Head Desk",
        ["version"] = typeof(ImapOptions).Assembly.GetName().Version?.ToString(3) ?? "0",
    };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
