using System.Globalization;

namespace HeadDesk.Mail.Smtp;

/// <summary>What the server offered in its last EHLO.</summary>
public sealed record SmtpExtensions
{
    /// <summary>A server that only knows HELO.</summary>
    public static SmtpExtensions None { get; } = new();

    /// <summary>SIZE is offered (RFC 1870), with or without a limit.</summary>
    public bool Size { get; init; }

    /// <summary>The largest message the server takes, in bytes; null when it names no limit.</summary>
    public long? SizeLimit { get; init; }

    /// <summary>RFC 6152</summary>
    public bool EightBitMime { get; init; }

    /// <summary>RFC 6531</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RFC 2920</summary>
    public bool Pipelining { get; init; }

    /// <summary>RFC 2034</summary>
    public bool EnhancedStatusCodes { get; init; }

    /// <summary>RFC 3030</summary>
    public bool Chunking { get; init; }

    /// <summary>RFC 3461</summary>
    public bool Dsn { get; init; }

    /// <summary>RFC 3207</summary>
    public bool StartTls { get; init; }

    /// <summary>SASL mechanism names in upper case (RFC 4954 §3).</summary>
    public IReadOnlyList<string> AuthMechanisms { get; init; } = [];

    /// <summary>Every keyword in upper case, in the server's order.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <param name="lines">The EHLO reply's lines without codes; the first is the server's name.</param>
    internal static SmtpExtensions Parse(IReadOnlyList<string> lines)
    {
        var keywords = new List<string>();
        var mechanisms = new List<string>();
        long? limit = null;
        foreach (var line in lines.Skip(1))
        {
            // ehlo-line = ehlo-keyword *( SP ehlo-param )   RFC 5321 §4.1.1.1
            // "AUTH=LOGIN PLAIN" beside "AUTH LOGIN PLAIN" is what servers before RFC 4954 say for old Outlook.
            var words = line.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            keywords.Add(words[0]);
            if (words[0] == "AUTH")
            {
                mechanisms.AddRange(words.Skip(1).Except(mechanisms));
            }
            else if (words[0] == "SIZE" && words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
            {
                limit = bytes; // 0 = no fixed limit, RFC 1870 §4
            }
        }

        return new SmtpExtensions
        {
            Size = keywords.Contains("SIZE"),
            SizeLimit = limit,
            EightBitMime = keywords.Contains("8BITMIME"),
            SmtpUtf8 = keywords.Contains("SMTPUTF8"),
            Pipelining = keywords.Contains("PIPELINING"),
            EnhancedStatusCodes = keywords.Contains("ENHANCEDSTATUSCODES"),
            Chunking = keywords.Contains("CHUNKING"),
            Dsn = keywords.Contains("DSN"),
            StartTls = keywords.Contains("STARTTLS"),
            AuthMechanisms = mechanisms,
            Keywords = keywords,
        };
    }
}
