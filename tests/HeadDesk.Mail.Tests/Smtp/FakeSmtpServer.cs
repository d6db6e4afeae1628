using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Net;

namespace HeadDesk.Mail.Tests.Smtp;

/// <summary>What the fake server does wrong. Every switch is off by default.</summary>
internal sealed record SmtpFaults
{
    /// <summary>The answer to a command line or, for the final dot, to "."; null for the usual one, empty to cut the connection.</summary>
    public Func<string, string?> Answer { get; init; } = _ => null;

    public string[] Keywords { get; init; } = ["PIPELINING", "8BITMIME", "SMTPUTF8"];

    /// <summary>Offers STARTTLS with this certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Sent in the clear right behind the answer to STARTTLS.</summary>
    public string InjectedBehindStartTls { get; init; } = string.Empty;

    /// <summary>After so many bytes of data: 552 and a hang-up.</summary>
    public int? TurnDownDataAfter { get; init; }

    /// <summary>Takes the final dot and says nothing.</summary>
    public bool SilentAfterDot { get; init; }
}

/// <summary>One mail that the fake server said 250 to.</summary>
internal sealed record TakenMail(string MailLine, IReadOnlyList<string> Recipients, string Data);

/// <summary>A server of RFC 5321's rules, on a free loopback port, that keeps a ledger of what it took.</summary>
internal sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly LoopbackPeer peer;
    private readonly SmtpFaults faults;
    private readonly List<TakenMail> taken = [];

    public FakeSmtpServer(SmtpFaults? faults = null)
    {
        this.faults = faults ?? new SmtpFaults();
        peer = new LoopbackPeer(ServeAsync);
    }

    public int Port => peer.Port;

    public IReadOnlyList<TakenMail> Taken
    {
        get
        {
            lock (taken)
            {
                return [.. taken];
            }
        }
    }

    public MailEndpoint Endpoint(ConnectionSecurity security = ConnectionSecurity.None) => new("127.0.0.1", Port, security);

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private async Task ServeAsync(Stream plain, CancellationToken stop)
    {
        var stream = plain;
        var reader = new LineReader(stream);
        await SayAsync(stream, faults.Answer("(greeting)") ?? "220 fake ESMTP", stop);
        string? mail = null;
        var recipients = new List<string>();
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = faults.Answer(line) ?? Usual(verb, mail, recipients.Count);
            if (answer.Length == 0)
            {
                return;
            }

            await SayAsync(stream, answer + (verb == "STARTTLS" ? "\r\n" + faults.InjectedBehindStartTls : string.Empty), stop, verb == "STARTTLS");
            switch (verb)
            {
                case "STARTTLS":
                    stream = await SecureAsync(stream, stop);
                    reader = new LineReader(stream);
                    break;
                case "MAIL" when answer[0] == '2':
                    (mail, recipients) = (line, []);
                    break;
                case "RCPT" when answer[0] == '2':
                    recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    break;
                case "RSET":
                    (mail, recipients) = (null, []);
                    break;
                case "DATA" when answer[0] == '3':
                    if (!await TakeDataAsync(reader, stream, mail, recipients, stop))
                    {
                        return;
                    }

                    (mail, recipients) = (null, []);
                    break;
                case "QUIT":
                    return;
            }
        }
    }

    private string Usual(string verb, string? mail, int recipients) => verb switch
    {
        "EHLO" => "250-fake\r\n" + string.Concat(Keywords().Select(word => $"250-{word}\r\n")) + "250 HELP",
        "MAIL" => mail is null ? "250 ok" : "503 nested MAIL",
        "RCPT" => mail is null ? "503 need MAIL" : "250 ok",
        "DATA" => recipients == 0 ? "554 no valid recipients" : "354 go ahead",
        "STARTTLS" => "220 go ahead",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private IEnumerable<string> Keywords() => faults.Certificate is null ? faults.Keywords : faults.Keywords.Append("STARTTLS");

    private async Task<bool> TakeDataAsync(LineReader reader, Stream stream, string? mail, List<string> recipients, CancellationToken stop)
    {
        var data = new StringBuilder();
        while (true)
        {
            var line = await reader.ReadLineAsync(stop);
            if (line is null)
            {
                return false;
            }

            if (line == ".")
            {
                break;
            }

            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (data.Length > faults.TurnDownDataAfter)
            {
                await SayAsync(stream, "552 5.3.4 that is too much", stop);
                return false;
            }
        }

        if (faults.SilentAfterDot)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }

        var answer = faults.Answer(".") ?? "250 2.0.0 taken";
        if (answer.Length == 0)
        {
            return false;
        }

        if (answer[0] == '2' && recipients.Count > 0)
        {
            lock (taken)
            {
                taken.Add(new TakenMail(mail!, recipients, data.ToString()));
            }
        }

        await SayAsync(stream, answer, stop);
        return true;
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken stop)
    {
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = faults.Certificate }, stop);
        }
        catch (System.Security.Authentication.AuthenticationException refused)
        {
            throw new IOException("the client refused", refused);
        }

        return tls;
    }

    private static async Task SayAsync(Stream stream, string answer, CancellationToken stop, bool complete = false) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(complete ? answer : answer + "\r\n"), stop);

    /// <summary>Only CRLF ends a line, as RFC 5321 §2.3.8 wants; a lone CR or LF stays in it and fails the comparison.</summary>
    private sealed class LineReader(Stream stream)
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private readonly List<byte> line = [];
        private int start;
        private int end;

        public async Task<string?> ReadLineAsync(CancellationToken stop)
        {
            while (true)
            {
                while (start < end)
                {
                    line.Add(buffer[start++]);
                    if (line is [.., (byte)'\r', (byte)'\n'])
                    {
                        var text = Encoding.Latin1.GetString([.. line[..^2]]);
                        line.Clear();
                        return text;
                    }
                }

                (start, end) = (0, await stream.ReadAsync(buffer, stop));
                if (end == 0)
                {
                    return null;
                }
            }
        }
    }
}
