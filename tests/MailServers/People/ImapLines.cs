using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeadDesk.MailServers.People;

/// <summary>One command at a time over a plain IMAP connection; the tests' own client, to bear witness.</summary>
internal sealed class ImapLines : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly BufferedStream _stream;
    private int _tag;

    private ImapLines(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = new BufferedStream(tcp.GetStream(), 64 << 10);
    }

    public static async Task<ImapLines> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var lines = new ImapLines(tcp);
        await lines.ReadResponseAsync(cancellationToken);
        return lines;
    }

    /// <returns>The untagged responses and last the tagged OK, literals put in place.</returns>
    /// <exception cref="InvalidOperationException">The server said NO or BAD.</exception>
    public async Task<IReadOnlyList<string>> CommandAsync(string command, CancellationToken cancellationToken, ReadOnlyMemory<byte> literal = default)
    {
        string tag = $"p{++_tag}";
        await WriteAsync(Encoding.UTF8.GetBytes($"{tag} {command}\r\n"), cancellationToken);
        if (!literal.IsEmpty)
        {
            await ReadResponseAsync(cancellationToken);   // "+ OK"
            await WriteAsync(literal, cancellationToken);
            await WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        }

        var responses = new List<string>();
        do
        {
            responses.Add(await ReadResponseAsync(cancellationToken));
        }
        while (!responses[^1].StartsWith(tag + " ", StringComparison.Ordinal));

        return responses[^1].StartsWith(tag + " OK", StringComparison.Ordinal)
            ? responses
            : throw new InvalidOperationException($"\"{command}\" was answered with \"{responses[^1]}\"");
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await _tcp.GetStream().WriteAsync(bytes, cancellationToken);

    private async Task<string> ReadResponseAsync(CancellationToken cancellationToken)
    {
        var response = new StringBuilder();
        while (true)
        {
            string line = await ReadLineAsync(cancellationToken);
            response.Append(line);
            int brace = line.EndsWith('}') ? line.LastIndexOf('{') : -1;
            if (brace < 0)
            {
                return response.ToString();
            }

            byte[] literal = new byte[int.Parse(line.AsSpan(brace + 1, line.Length - brace - 2), CultureInfo.InvariantCulture)];
            await _stream.ReadExactlyAsync(literal, cancellationToken);
            response.Append("\r\n").Append(Encoding.Latin1.GetString(literal));
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        byte[] one = new byte[1];
        while (line.Count == 0 || line[^1] != '\n')
        {
            await _stream.ReadExactlyAsync(one, cancellationToken);
            line.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. line]).TrimEnd('\r', '\n');
    }
}
