namespace HeadDesk.Mail.Net;

/// <summary>
/// What went wrong between us and a mail server, as one plain line that names the server. Either the server refused
/// (<see cref="MailCommandException"/>) or the connection is of no more use (<see cref="MailProtocolException"/>).
/// </summary>
public abstract class MailException : IOException
{
    /// <summary>Longest stretch of a peer's own words that enters a message, in characters.</summary>
    internal const int QuoteLimit = 300;

    private protected MailException(string peer, string message, Exception? inner)
        : base(message, inner) => Peer = peer;

    /// <summary><c>host:port</c> of the server.</summary>
    public string Peer { get; }

    /// <summary>A peer's words, fit for one line of a log: cut, without controls.</summary>
    internal static string Quote(string words)
    {
        var cut = words.Length > QuoteLimit ? string.Concat(words.AsSpan(0, QuoteLimit), "…") : words;
        return string.Create(cut.Length, cut, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
    }
}
