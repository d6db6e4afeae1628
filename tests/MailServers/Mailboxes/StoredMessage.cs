using System.Text;

namespace HeadDesk.MailServers.Mailboxes;

/// <summary>A message as it lies on the server's disk.</summary>
/// <param name="Folder">"INBOX", "alice/Closed".</param>
/// <param name="FileName">Unique in the mailbox; its part after ":2," are the flags.</param>
/// <param name="Raw">Every byte, with the lines that Exim and Dovecot put on top.</param>
public sealed record StoredMessage(string Folder, string FileName, byte[] Raw)
{
    /// <summary>Maildir's letters: S seen, F flagged, R answered, T deleted, D draft. Dovecot may be late in writing them.</summary>
    public string Flags => FileName.LastIndexOf(":2,", StringComparison.Ordinal) is var at and >= 0 ? FileName[(at + 3)..] : "";

    public string? MessageId => Header("Message-ID");

    public string? Subject => Header("Subject");

    public string Text => Encoding.UTF8.GetString(Raw);

    /// <summary>The first field of that name, unfolded but not decoded; on purpose not by the parser under test.</summary>
    public string? Header(string name) => Headers(name).FirstOrDefault();

    public IEnumerable<string> Headers(string name)
    {
        string header = Encoding.UTF8.GetString(HeaderBytes());
        // Unfolding: a line that begins with white space goes on with the one before   RFC 5322 §2.2.3
        string unfolded = header.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n ", " ", StringComparison.Ordinal)
            .Replace("\n\t", " ", StringComparison.Ordinal);
        return unfolded.Split('\n')
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim());
    }

    private ReadOnlySpan<byte> HeaderBytes()
    {
        int crlf = Raw.AsSpan().IndexOf("\r\n\r\n"u8);
        int lf = Raw.AsSpan().IndexOf("\n\n"u8);
        int end = (crlf, lf) switch
        {
            (< 0, < 0) => Raw.Length,
            (< 0, _) => lf,
            (_, < 0) => crlf,
            _ => Math.Min(crlf, lf),
        };
        return Raw.AsSpan(0, end);
    }
}
