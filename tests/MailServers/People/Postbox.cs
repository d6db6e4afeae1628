using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeadDesk.MailServers.People;

/// <summary>
/// A small SMTP and LMTP client of the tests' own, so that what the product's client does wrong is not done wrong here too.
/// One command at a time; many messages on one connection.
/// </summary>
internal sealed class Postbox : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly StreamReader _replies;
    private readonly bool _lmtp;

    private Postbox(TcpClient tcp, bool lmtp)
    {
        _tcp = tcp;
        _lmtp = lmtp;
        _replies = new StreamReader(tcp.GetStream(), Encoding.UTF8);
    }

    public static async Task<Postbox> OpenAsync(int port, bool lmtp, CancellationToken cancellationToken)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var postbox = new Postbox(tcp, lmtp);
        await postbox.ReplyAsync("220", cancellationToken);
        await postbox.CommandAsync(lmtp ? "LHLO client.example" : "EHLO client.example", "250", cancellationToken);
        return postbox;
    }

    /// <summary>AUTH PLAIN with an initial response, RFC 4954 §4.</summary>
    public Task SignInAsync(string user, string password, CancellationToken cancellationToken) =>
        CommandAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}")), "235", cancellationToken);

    /// <returns>The final reply, for Exim "250 OK id=1xUcDo-0003Uq-1W".</returns>
    public async Task<string> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await CommandAsync($"MAIL FROM:<{envelope.From}>", "250", cancellationToken);
        foreach (string recipient in envelope.To)
        {
            await CommandAsync($"RCPT TO:<{recipient}>", "250", cancellationToken);
        }

        await CommandAsync("DATA", "354", cancellationToken);
        await _tcp.GetStream().WriteAsync(DotStuffing.Apply(message.Span), cancellationToken);
        string reply = await ReplyAsync("250", cancellationToken);
        for (int i = 1; _lmtp && i < envelope.To.Count; i++)
        {
            reply = await ReplyAsync("250", cancellationToken);   // one reply per recipient, RFC 2033 §4.2
        }

        return reply;
    }

    public ValueTask DisposeAsync()
    {
        _replies.Dispose();
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CommandAsync(string line, string expected, CancellationToken cancellationToken)
    {
        await _tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await ReplyAsync(expected, cancellationToken);
    }

    private async Task<string> ReplyAsync(string expected, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await _replies.ReadLineAsync(cancellationToken);
        }
        while (line is { Length: > 3 } && line[3] == '-');

        return line is not null && line.StartsWith(expected, StringComparison.Ordinal)
            ? line
            : throw new InvalidOperationException($"the server said \"{line}\" where {expected} was expected");
    }
}
