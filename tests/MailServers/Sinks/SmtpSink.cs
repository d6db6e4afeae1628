using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HeadDesk.MailServers.Sinks;

/// <summary>
/// An SMTP server in this process that keeps what it gets, on a loopback port of its own. The answers can be changed
/// while it runs, each with effect from the next command.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<SunkMail> _mails = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly Task _accepting;
    private int _connections;
    private int _dropped;

    private SmtpSink(SmtpSinkOptions options)
    {
        Options = options;
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<SunkMail> Mails => [.. _mails];

    public int Count => _mails.Count;

    /// <summary>How many connections were ever accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The greeting; "421 …" or "554 …" turns clients away.</summary>
    public string Greeting { get; set; } = "220 sink.example ESMTP";

    /// <summary>The answer to RCPT for an address, or null to accept it.</summary>
    public Func<string, string?>? AnswerRecipient { get; set; }

    /// <summary>The answer after the final dot, or null to keep the message and say 250. Anything but 2xx keeps nothing.</summary>
    public Func<SunkMail, string?>? AnswerMessage { get; set; }

    /// <summary>How long each answer is held back.</summary>
    public TimeSpan Delay { get; set; }

    internal SmtpSinkOptions Options { get; }

    public static SmtpSink Start(SmtpSinkOptions? options = null) => new(options ?? new SmtpSinkOptions());

    /// <summary>The next so many messages are kept, but the connection ends before the client hears of it.</summary>
    public void DropReplies(int count) => Interlocked.Exchange(ref _dropped, count);

    public Task WaitForCountAsync(int count, CancellationToken cancellationToken, TimeSpan? patience = null) =>
        Eventually.HoldsAsync(() => Count >= count, $"{count} messages in the SMTP sink", cancellationToken, patience, () => $"there are {Count}");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _stopping.Dispose();
    }

    /// <returns>The answer to the message, or null to end the connection without one.</returns>
    internal string? Take(SunkMail mail)
    {
        if (AnswerMessage?.Invoke(mail) is { } answer && answer[0] != '2')
        {
            return answer;
        }

        _mails.Enqueue(Options.KeepMessages ? mail : mail with { Raw = default });
        return Volatile.Read(ref _dropped) > 0 && Interlocked.Decrement(ref _dropped) >= 0 ? null : "250 2.0.0 OK";
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            Task session = new SmtpSinkSession(this, socket).RunAsync(_stopping.Token);
            _sessions[session] = 0;
            _ = session.ContinueWith(ended => _sessions.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
