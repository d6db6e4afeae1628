using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Smtp;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Sending;

/// <summary>Drains the outbox over SMTP. May die at any instruction: what was accepted is in the journal or marked.</summary>
internal sealed partial class Postman(DeskContext desk, ServerConnections servers, SentJournal journal, OutboxMarker marker, ILogger<Postman> logger)
{
    private const int Batch = 50;

    /// <summary>How long a connection is kept for the next mail.</summary>
    private static readonly TimeSpan KeepOpen = TimeSpan.FromSeconds(20);

    /// <summary>How long a stop waits for the answer to the mail that is on its way.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    /// <summary>What became of mail and could not be written down: who has it must not get it again at the next try.</summary>
    private List<(OutboxItem Item, SmtpResult Result)> _unmarked = [];

    /// <summary>Marks what was sent and not marked, because the process died or the disk was full.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (_unmarked.Count > 0)
        {
            var count = _unmarked.Count;
            await MarkAsync();
            LogRecovered(count);
            return;
        }

        var leftover = journal.Leftover();
        if (leftover.Count > 0)
        {
            await marker.MarkSentAsync(leftover, cancellationToken);
            journal.Clear();
            LogRecovered(leftover.Count);
        }
    }

    /// <summary>Sends until stopped. Ends with an exception when the server or the store fails.</summary>
    public async Task RunAsync(Action up, CancellationToken stop)
    {
        while (true)
        {
            await DrainAsync(up, Task.CompletedTask, stop);
            desk.Vitals.Succeed(Vitals.Sending);
            var next = await desk.Store.NextOutboxAsync(stop);
            await desk.OutboxFilled.WaitAsync(WaitFor(next), stop);
        }
    }

    /// <summary>Sends everything that is due, until nothing is left and nothing more is being decided.</summary>
    /// <param name="up">Called once mail goes out.</param>
    /// <param name="deciding">Ends when nothing more will come. What the server puts off stays in the outbox.</param>
    public async Task DrainAsync(Action up, Task deciding, CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);
        SmtpClient? client = null;
        var hasTaken = false; // the server, anything on this connection
        try
        {
            while (true)
            {
                var last = deciding.IsCompleted;
                var due = await desk.Store.DueOutboxAsync(desk.Now, Batch, cancellationToken);
                if (due.Count == 0)
                {
                    if (last)
                    {
                        break;
                    }

                    await Task.WhenAny(deciding, desk.OutboxFilled.WaitAsync(KeepOpen, cancellationToken));
                    continue;
                }

                journal.Reserve(due.Count);
                client ??= await servers.ConnectSmtpAsync(cancellationToken);
                (hasTaken, var hasEnough) = await SendAsync(client, due, hasTaken, cancellationToken);
                if (!hasEnough && client.Failure is { } lost)
                {
                    throw lost;
                }

                up();
                if (hasEnough)
                {
                    await client.QuitAsync(cancellationToken);
                    await client.DisposeAsync();
                    (client, hasTaken) = (null, false);
                }
            }

            if (client is not null)
            {
                await client.QuitAsync(cancellationToken);
            }
        }
        finally
        {
            if (client is not null)
            {
                await client.DisposeAsync();
            }
        }
    }

    /// <returns>Whether the server has taken anything on this connection, and whether it wants the rest on another.</returns>
    private async Task<(bool HasTaken, bool HasEnough)> SendAsync(SmtpClient client, IReadOnlyList<OutboxItem> due, bool hasTaken, CancellationToken stop)
    {
        var hasEnough = false;
        using var span = DeskTrace.Start(DeskTrace.Send, desk.Options.Desk.Id)?.SetTag("mails", due.Count);
        var results = new List<(OutboxItem Item, SmtpResult Result)>(due.Count);
        var messages = due.Select(item => new SmtpMessage(new SmtpEnvelope(item.EnvelopeFrom, item.Recipients), item.Content)).ToList();
        using var patience = new CancellationTokenSource();
        await using var stopping = stop.Register(() => patience.CancelAfter(StopPatience));
        try
        {
            // Stopping ends the enumeration between two messages, where none is in doubt; a server that keeps silent is not waited for.
            await foreach (var result in client.SendAllAsync(messages, patience.Token))
            {
                // What a server refuses on a connection that has served may be one mail too many for it: the mail goes first on the next, where its refusal counts.
                if (hasEnough = hasTaken && IsAboutConnection(result))
                {
                    break;
                }

                hasTaken |= result.Outcome == SmtpOutcome.Accepted;
                var item = due[results.Count];
                if (result.Outcome == SmtpOutcome.Accepted && OutboxMarker.StillOpen(result).Count == 0)
                {
                    journal.Add(item.Id);
                }

                results.Add((item, result));
                if (result.Failure is not null || stop.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        finally
        {
            _unmarked = results;
            await MarkAsync();
        }

        var accepted = results.Count(r => r.Result.Outcome == SmtpOutcome.Accepted);
        if (results.Count > 0)
        {
            LogSent(accepted, results.Count);
        }

        if (accepted > 0)
        {
            desk.Vitals.Sent();
        }

        stop.ThrowIfCancellationRequested();
        return (hasTaken, hasEnough);
    }

    // 421, or "later" to MAIL: OpenSMTPD says 452 to every MAIL after the hundredth, Exim and Exchange hang up at limits of their own.
    private static bool IsAboutConnection(SmtpResult result) =>
        result.Outcome == SmtpOutcome.Deferred && (result.IsRefusedAtMail || result.Failure is { Failure: MailFailure.ServiceClosing });

    private async Task MarkAsync()
    {
        await marker.MarkAsync(_unmarked, CancellationToken.None);
        _unmarked = [];
        journal.Clear();
    }

    private TimeSpan WaitFor(DateTimeOffset? next)
    {
        var wait = next is { } due ? due - desk.Now : KeepOpen;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > KeepOpen ? KeepOpen : wait;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "sent {Accepted} of {Tried} mails")]
    private partial void LogSent(int accepted, int tried);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "{Count} mails had been tried before the last failure and are marked now")]
    private partial void LogRecovered(int count);
}
