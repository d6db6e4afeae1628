using System.Buffers;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>
/// One conversation: the loop that reads, the sender that writes, the commands between them. Whatever ends the loop ends
/// every command with the same reason.
/// </summary>
internal sealed class ImapSession : IAsyncDisposable
{
    private readonly MailConnection connection;
    private readonly InFlight inFlight = new();
    private readonly CommandSender sender;
    private readonly ResponseDispatcher dispatcher;
    private readonly ResponseFramer framer;
    private readonly SilenceWatch watch;
    private readonly CancellationTokenSource ended = new(); // has no timer; a late Fail may still touch it
    private readonly Lock gate = new();
    private Task loop = Task.CompletedTask;
    private Exception? reason;
    private bool reading;

    public ImapSession(MailConnection connection, ImapOptions options)
    {
        this.connection = connection;
        State = new SessionState(connection.PeerName, options);
        sender = new CommandSender(connection, inFlight, State, Fail);
        dispatcher = new ResponseDispatcher(inFlight, sender, State);
        framer = new ResponseFramer(connection.PeerName, options.Limits);
        watch = new SilenceWatch(inFlight, connection.PeerName, connection.ReadTimeout, options, Fail);
        connection.ReadTimeout = Timeout.InfiniteTimeSpan; // a silent server is at fault only while it owes an answer
    }

    public SessionState State { get; }

    public MailConnection Connection => connection;

    public CommandSender Sender => sender;

    /// <summary>Starts to listen: for the greeting when the command given is one, again after STARTTLS.</summary>
    public void Listen(ImapCommand? first = null)
    {
        if (first is not null)
        {
            first.Started = State.Options.Time.GetTimestamp();
            inFlight.Add(first);
        }

        lock (gate)
        {
            reading = true;
        }

        loop = Task.Run(RunAsync);
    }

    /// <summary>The loop has ended by a command that ends reading.</summary>
    public Task WhenQuietAsync() => loop;

    /// <summary>
    /// Sends a command and waits for its result. Cancelled before it is sent, it never was; cancelled later, its answers are
    /// read and dropped and the connection stays usable.
    /// </summary>
    /// <param name="command">Used once.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <param name="hold">Held by the caller through <see cref="CommandSender.HoldAsync"/>; others' commands wait meanwhile.</param>
    public async Task<T> RunAsync<T>(ImapCommand<T> command, CancellationToken cancellationToken, SenderHold? hold = null)
    {
        await sender.SendAsync(command, hold, cancellationToken);
        using (cancellationToken.UnsafeRegister(static command => ((ImapCommand)command!).Abandon(), command))
        {
            try
            {
                return await command.Task;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    /// <summary>Waits for what is in flight without having been sent: the greeting.</summary>
    public void Forget(ImapCommand command) => inFlight.Remove(command);

    public async ValueTask DisposeAsync()
    {
        Fail(MailProtocolException.ConnectionLost(State.Peer, "the conversation, by our side"));
        await loop;
        watch.Dispose();
        await connection.DisposeAsync();
        sender.Dispose();
    }

    // Commands are ended on the reading loop, which may be filling them; without a loop, here.
    private void Fail(Exception failed)
    {
        var told = failed as MailException ?? MailProtocolException.ConnectionLost(State.Peer, "the conversation", failed);
        bool close;
        lock (gate)
        {
            reason ??= told;
            told = (MailException)reason;
            close = !reading;
        }

        sender.Close(told);
        ended.Cancel();
        if (close)
        {
            inFlight.Close(told);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // somebody else has said why
        }
        catch (Exception failed)
        {
            // the edge of the session: a fault of ours must not leave commands waiting either
            Fail(failed);
        }

        framer.Next();
        Exception? told;
        lock (gate)
        {
            reading = false;
            told = reason;
        }

        if (told is not null)
        {
            inFlight.Close(told);
        }
    }

    private async Task ReadAsync()
    {
        var input = connection.Input;
        while (true)
        {
            var read = await input.ReadAsync(ended.Token);
            watch.Reset();
            var buffer = read.Buffer;
            try
            {
                while (framer.Advance(ref buffer, out var piece) is var step && step != FrameStep.NeedMore)
                {
                    switch (step)
                    {
                        case FrameStep.LiteralAnnounced:
                            framer.Place(dispatcher.Plan(framer.Frame, framer.AnnouncedLength));
                            break;
                        case FrameStep.SinkPiece:
                            await framer.Sink.WriteAsync(piece, ended.Token);
                            break;
                        default:
                            if (Dispatch())
                            {
                                return;
                            }

                            break;
                    }
                }
            }
            finally
            {
                input.AdvanceTo(buffer.Start, buffer.End);
            }

            if (read.IsCompleted)
            {
                throw MailProtocolException.ConnectionLost(State.Peer, framer.IsAtBoundary ? "the conversation" : "a response");
            }
        }
    }

    // true: the bytes behind this response are not IMAP in the clear
    private bool Dispatch()
    {
        var frame = framer.Frame;
        if (connection.WireLog is { } log)
        {
            log.Received(connection.PeerName, System.Text.Encoding.Latin1.GetString(frame.Text).Replace("\r\n", "", StringComparison.Ordinal));
        }

        var completed = dispatcher.Dispatch(frame);
        framer.Next();
        return completed is { EndsReading: true };
    }
}
