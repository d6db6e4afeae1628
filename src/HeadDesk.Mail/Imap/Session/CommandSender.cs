using System.Buffers;
using System.Globalization;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>
/// Sends commands one after another, each with one flush unless a literal has to wait for the server's "+". Several may be
/// unanswered at a time; while one waits for "+" or idles, the others queue behind it.
/// </summary>
internal sealed class CommandSender(MailConnection connection, InFlight inFlight, SessionState state, Action<Exception> lost) : IDisposable
{
    private const int CopyBuffer = 64 * 1024;

    private readonly SemaphoreSlim gate = new(1, 1);
    private uint lastTag;
    private int queued;
    private volatile ImapCommand? speaking;
    private TaskCompletionSource<byte[]?>? awaited;
    private volatile bool ended;
    private volatile Exception? closed;

    /// <summary>Set by a command that another one may interrupt (IDLE).</summary>
    public Action? Interrupt { get; set; }

    /// <summary>Another command queues behind the one that speaks.</summary>
    public bool IsWanted => Volatile.Read(ref queued) > 0;

    /// <summary>Keeps everybody else's commands waiting until it is disposed: for steps that nothing may come between.</summary>
    public async ValueTask<SenderHold> HoldAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref queued);
        try
        {
            Interrupt?.Invoke();
            await gate.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }

        return new SenderHold(gate);
    }

    public async ValueTask SendAsync(ImapCommand command, SenderHold? hold, CancellationToken cancellationToken)
    {
        using var own = hold is null ? await HoldAsync(cancellationToken) : null;
        try
        {
            var writer = new CommandWriter(state.Literals, connection.WireLog is not null);
            command.Tag = $"A{++lastTag}";
            writer.Raw(command.Tag).Raw(" ");
            command.Write(writer, state);
            writer.Raw("\r\n"u8);
            cancellationToken.ThrowIfCancellationRequested();
            command.Started = state.Options.Time.GetTimestamp();
            ended = false;
            speaking = command;
            inFlight.Add(command);
            await TransmitAsync(writer, command, cancellationToken);
        }
        finally
        {
            speaking = null;
        }
    }

    /// <summary>Sends a line of a running command.</summary>
    public async ValueTask SayAsync(ReadOnlyMemory<byte> line, string shown)
    {
        connection.WireLog?.Sent(connection.PeerName, shown);
        connection.Output.Write(line.Span);
        connection.Output.Write("\r\n"u8);
        await connection.Output.FlushAsync(CancellationToken.None);
    }

    /// <summary>Call before the bytes that make the server say "+" are flushed; the task is null where the command ended instead.</summary>
    public Task<byte[]?> ExpectContinuation()
    {
        var source = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref awaited, source);

        // the end may have come before the wait for it
        if (closed is { } reason)
        {
            source.TrySetException(reason);
        }
        else if (ended)
        {
            source.TrySetResult(null);
        }

        return source.Task;
    }

    public void Continue(ReadOnlySpan<byte> text) => Interlocked.Exchange(ref awaited, null)?.TrySetResult(text.ToArray());

    /// <summary>A tagged response ends the wait of the command that is being sent.</summary>
    public void Ended(ImapCommand command)
    {
        if (command == speaking)
        {
            ended = true;
            Interlocked.Exchange(ref awaited, null)?.TrySetResult(null);
        }
    }

    public void Close(Exception reason)
    {
        closed = reason;
        Interlocked.Exchange(ref awaited, null)?.TrySetException(reason);
    }

    public void Dispose() => gate.Dispose();

    private async ValueTask TransmitAsync(CommandWriter writer, ImapCommand command, CancellationToken cancellationToken)
    {
        try
        {
            connection.WireLog?.Sent(connection.PeerName, writer.Shown!.TrimEnd());
            var expected = command is IConversation ? ExpectContinuation() : null;
            if (!await SendPartsAsync(writer, cancellationToken))
            {
                return;
            }

            if (expected is not null)
            {
                await ((IConversation)command).ConverseAsync(this, expected, cancellationToken);
            }
        }
        catch (OperationCanceledException stopped)
        {
            // half a command cannot be taken back
            lost(MailProtocolException.ConnectionLost(connection.PeerName, $"{command.Name}, which was cancelled while it was being sent", stopped));
            throw;
        }
        catch (IOException failed)
        {
            lost(failed);
            throw;
        }
    }

    // false: the server refused instead of asking for a literal
    private async ValueTask<bool> SendPartsAsync(CommandWriter writer, CancellationToken cancellationToken)
    {
        var output = connection.Output;
        var sent = 0;
        foreach (var pause in writer.Pauses)
        {
            var go = pause.ForContinuation ? ExpectContinuation() : null;
            await output.WriteAsync(writer.Bytes[sent..pause.Offset], cancellationToken);
            sent = pause.Offset;
            if (go is not null && await go.WaitAsync(cancellationToken) is null)
            {
                return false;
            }

            if (pause.Source is { } source)
            {
                await CopyAsync(source, pause.Length, cancellationToken);
            }
        }

        await output.WriteAsync(writer.Bytes[sent..], cancellationToken);
        return true;
    }

    private async ValueTask CopyAsync(Stream source, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(length, CopyBuffer)];
        for (var left = length; left > 0;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException(string.Create(
                    CultureInfo.InvariantCulture, $"The message to append ends {left} bytes short of the {length} announced."));
            }

            await connection.Output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}

/// <summary>A command that goes on talking after its text: answers to challenges, DONE.</summary>
internal interface IConversation
{
    /// <param name="sender">To speak with; it is this command's alone until the task ends.</param>
    /// <param name="first">The server's first "+", null where it ended the command instead.</param>
    /// <param name="cancellationToken">The caller's.</param>
    Task ConverseAsync(CommandSender sender, Task<byte[]?> first, CancellationToken cancellationToken);
}

/// <summary>The right to send, to the exclusion of others.</summary>
internal sealed class SenderHold(SemaphoreSlim gate) : IDisposable
{
    public void Dispose() => gate.Release();
}
