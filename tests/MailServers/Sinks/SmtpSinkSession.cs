using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace HeadDesk.MailServers.Sinks;

/// <summary>One connection to a sink. Answers to pipelined commands leave together, as RFC 2920 §3.2 wants.</summary>
internal sealed class SmtpSinkSession(SmtpSink sink, Socket socket)
{
    private readonly SinkBuffer _input = new();
    private readonly StringBuilder _answers = new();
    private readonly List<string> _recipients = [];
    private Stream _stream = Stream.Null;
    private string? _sender;
    private string _parameters = "";
    private string? _user;

    private bool AsksForLogin => sink.Options.Password is not null || sink.Options.IsToken is not null;

    private bool IsEncrypted => _stream is SslStream;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            socket.NoDelay = true;
            _stream = new NetworkStream(socket, ownsSocket: true);
            if (sink.Options.ImplicitTls)
            {
                await SecureAsync(stopping);
            }

            await AnswerNowAsync(sink.Greeting, stopping);
            if (sink.Greeting[0] == '2')
            {
                await ConverseAsync(stopping);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client left, did not like the certificate, or the sink stops: what was received is kept.
        }
        finally
        {
            await _stream.DisposeAsync();
        }
    }

    private async Task ConverseAsync(CancellationToken stopping)
    {
        while (await ReadLineAsync(stopping) is { } line)
        {
            string verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "DATA" when _recipients.Count > 0:
                    if (!await ReceiveAsync(stopping))
                    {
                        return;
                    }

                    break;
                case "AUTH" when AsksForLogin:
                    await AuthenticateAsync(line, stopping);
                    break;
                case "STARTTLS" when sink.Options.Certificate is not null && !IsEncrypted:
                    await AnswerNowAsync("220 2.0.0 go ahead", stopping);
                    _input.Clear();   // nothing sent before the handshake counts, RFC 3207 §4.2
                    await SecureAsync(stopping);
                    Reset();
                    break;
                case "QUIT":
                    await AnswerNowAsync("221 2.0.0 bye", stopping);
                    return;
                default:
                    Answer(AnswerTo(verb, line));
                    break;
            }
        }
    }

    private string AnswerTo(string verb, string line)
    {
        switch (verb)
        {
            case "EHLO":
                Reset();
                return string.Join("\r\n", Extensions().Select((e, i) => $"250{(i < Extensions().Count - 1 ? '-' : ' ')}{e}"));
            case "HELO" or "RSET":
                Reset();
                return "250 2.0.0 OK";
            case "NOOP":
                return "250 2.0.0 OK";
            case "MAIL" when AsksForLogin && _user is null:
                return "530 5.7.0 authentication required";
            case "MAIL":
                (_sender, _parameters) = PathIn(line);
                return "250 2.1.0 OK";
            case "RCPT" when _sender is null:
                return "503 5.5.1 MAIL first";
            case "RCPT":
                string address = PathIn(line).Address;
                string answer = sink.AnswerRecipient?.Invoke(address) ?? "250 2.1.5 OK";
                if (answer[0] == '2')
                {
                    _recipients.Add(address);
                }

                return answer;
            case "DATA":
                return "554 5.5.1 no valid recipients";
            default:
                return "500 5.5.2 unknown command";
        }
    }

    private List<string> Extensions()
    {
        List<string> extensions = ["sink.example", .. sink.Options.Extensions];
        if (sink.Options.Certificate is not null && !IsEncrypted)
        {
            extensions.Add("STARTTLS");
        }

        if (AsksForLogin)
        {
            extensions.Add("AUTH" + (sink.Options.Password is null ? "" : " PLAIN LOGIN") + (sink.Options.IsToken is null ? "" : " " + sink.Options.TokenMechanisms));
        }

        return extensions;
    }

    private async Task<bool> ReceiveAsync(CancellationToken stopping)
    {
        await AnswerNowAsync("354 go ahead", stopping);
        byte[] message;
        while (!_input.TryTakeData(out message))
        {
            if (!await _input.FillAsync(_stream, stopping))
            {
                return false;
            }
        }

        string? answer = sink.Take(new SunkMail(_sender!, [.. _recipients], _parameters, _user, IsEncrypted, message));
        Reset();
        if (answer is null)
        {
            return false;
        }

        Answer(answer);
        return true;
    }

    // AUTH PLAIN and LOGIN, with and without an initial response   RFC 4954 §4
    private async Task AuthenticateAsync(string line, CancellationToken stopping)
    {
        string[] words = line.Split(' ');
        string mechanism = words.Length > 1 ? words[1].ToUpperInvariant() : "";
        string? first = words.Length > 2 ? words[2] : null;
        if (mechanism is "XOAUTH2" or "OAUTHBEARER" && sink.Options.IsToken is { } isToken)
        {
            await JudgeTokenAsync(mechanism, Decode(first ?? await ChallengeAsync("", stopping)), isToken, stopping);
        }
        else if (mechanism == "PLAIN")
        {
            string[] parts = Decode(first ?? await ChallengeAsync("", stopping)).Split('\0');
            Judge(parts.Length == 3 ? parts[1] : "", parts[^1]);
        }
        else if (mechanism == "LOGIN")
        {
            string user = Decode(first ?? await ChallengeAsync("Username:", stopping));
            Judge(user, Decode(await ChallengeAsync("Password:", stopping)));
        }
        else
        {
            Answer("504 5.5.4 unknown mechanism");
        }
    }

    // XOAUTH2: user=NAME ^A auth=Bearer TOKEN ^A ^A; OAUTHBEARER (RFC 7628 §3.1): n,a=NAME, ^A auth=Bearer TOKEN ^A ^A
    private async Task JudgeTokenAsync(string mechanism, string message, Func<string, string, bool> isToken, CancellationToken stopping)
    {
        string[] fields = message.Split('\u0001');
        string user = mechanism == "XOAUTH2" ? After(fields[0], "user=") : After(fields[0], "n,a=").TrimEnd(',');
        string token = fields.Select(f => After(f, "auth=Bearer ")).FirstOrDefault(t => t.Length > 0) ?? "";
        if (isToken(user, token))
        {
            _user = user;
            Answer("235 2.7.0 welcome");
            return;
        }

        string said = await ChallengeAsync("""{"status":"invalid_token","schemes":"bearer"}""", stopping);
        string wanted = mechanism == "XOAUTH2" ? "" : "AQ=="; // an empty line; one U+0001   RFC 7628 §3.2.3
        Answer(said == wanted ? "535 5.7.8 token refused" : "501 5.5.2 not the answer that the mechanism wants");
    }

    private static string After(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : "";

    private void Judge(string user, string password)
    {
        bool right = password == sink.Options.Password;
        _user = right ? user : null;
        Answer(right ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password");
    }

    private async Task<string> ChallengeAsync(string text, CancellationToken stopping)
    {
        await AnswerNowAsync("334 " + Convert.ToBase64String(Encoding.ASCII.GetBytes(text)), stopping);
        return await ReadLineAsync(stopping) ?? throw new EndOfStreamException("the client left in the middle of AUTH");
    }

    private static string Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    // MAIL FROM:<a@b> SIZE=1   RFC 5321 §4.1.1.2
    private static (string Address, string Parameters) PathIn(string line)
    {
        int open = line.IndexOf('<', StringComparison.Ordinal);
        int close = line.IndexOf('>', open + 1);
        return open < 0 || close < 0 ? ("", "") : (line[(open + 1)..close], line[(close + 1)..].Trim());
    }

    private void Reset()
    {
        _sender = null;
        _parameters = "";
        _recipients.Clear();
    }

    private async Task SecureAsync(CancellationToken stopping)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Options.Certificate }, stopping);
        _stream = tls;
    }

    private async Task<string?> ReadLineAsync(CancellationToken stopping)
    {
        string line;
        while (!_input.TryTakeLine(out line))
        {
            await SendAnswersAsync(stopping);
            if (!await _input.FillAsync(_stream, stopping))
            {
                return null;
            }
        }

        return line;
    }

    private void Answer(string line) => _answers.Append(line).Append("\r\n");

    private Task AnswerNowAsync(string line, CancellationToken stopping)
    {
        Answer(line);
        return SendAnswersAsync(stopping);
    }

    private async Task SendAnswersAsync(CancellationToken stopping)
    {
        if (_answers.Length == 0)
        {
            return;
        }

        if (sink.Delay > TimeSpan.Zero)
        {
            await Task.Delay(sink.Delay, stopping);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(_answers.ToString());
        _answers.Clear();
        await _stream.WriteAsync(bytes, stopping);
    }
}
