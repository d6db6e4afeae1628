using System.Text;

namespace HeadDesk.Mail.Tests.Imap.Replaying;

public enum Replay
{
    Whole,
    ByteByByte,
    BareLineFeeds,
}

/// <summary>
/// The server's side of a conversation without a server: what it says can be read once the client has said what comes before.
/// What the client says differently is the <see cref="Complaint"/>, and the end of the stream.
/// </summary>
internal sealed class DialogueStream : Stream
{
    private readonly Lock gate = new();
    private readonly Queue<(bool FromServer, byte[] Bytes)> turns = new();
    private readonly bool strict;
    private readonly bool staysOpen;
    private readonly int chunk;
    private TaskCompletionSource readable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int position;

    /// <param name="turns">Who says what.</param>
    /// <param name="chunk">Bytes handed out by one read at most.</param>
    /// <param name="strict">False: whatever the client says, a line of it passes for a line of the script.</param>
    /// <param name="staysOpen">After the last turn the server is silent, instead of gone.</param>
    public DialogueStream(IEnumerable<(bool FromServer, byte[] Bytes)> turns, int chunk = int.MaxValue, bool strict = true, bool staysOpen = false)
    {
        (this.chunk, this.strict, this.staysOpen) = (chunk, strict, staysOpen);
        var server = new List<byte>();
        foreach (var (fromServer, bytes) in turns)
        {
            if (fromServer)
            {
                server.AddRange(bytes); // what it says in a row arrives at once
                continue;
            }

            EndServerTurn(server);
            this.turns.Enqueue((false, bytes));
        }

        EndServerTurn(server);
    }

    public string? Complaint { get; private set; }

    /// <summary>From lines <c>S: …</c> and <c>C: …</c>.</summary>
    public static DialogueStream Of(bool staysOpen, params string[] lines) =>
        new(Turns(Transcript.Parse(["! play", .. lines]).Steps, Replay.Whole), staysOpen: staysOpen);

    public bool IsPlayedOut
    {
        get
        {
            lock (gate)
            {
                return turns.Count == 0;
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The turns of a whole transcript, line ends put in; a literal keeps its CRLF in any replay, since it is counted.</summary>
    public static IEnumerable<(bool FromServer, byte[] Bytes)> Turns(IEnumerable<TranscriptStep> steps, Replay replay)
    {
        long literal = 0;
        foreach (var (fromServer, text) in steps.SelectMany(step => step.Dialogue))
        {
            var bytes = Encoding.UTF8.GetBytes(text + "\r\n");
            if (!fromServer)
            {
                yield return (false, bytes);
                continue;
            }

            var inLiteral = literal >= bytes.Length;
            literal = Math.Max(0, literal - bytes.Length);
            if (!inLiteral && replay == Replay.BareLineFeeds)
            {
                bytes = Encoding.UTF8.GetBytes(text + "\n");
            }

            if (!inLiteral && text.EndsWith('}') && text.StartsWith("* ", StringComparison.Ordinal) | text.Contains("] {") | text.Contains(") {"))
            {
                _ = long.TryParse(text[(text.LastIndexOf('{') + 1)..^1].TrimEnd('+'), out literal);
            }

            yield return (true, bytes);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (turns.Count == 0 && (!staysOpen || Complaint is not null))
                {
                    return 0;
                }

                if (turns.Count > 0 && turns.Peek().FromServer)
                {
                    var from = turns.Peek().Bytes.AsMemory(position);
                    var count = Math.Min(Math.Min(buffer.Length, chunk), from.Length);
                    from[..count].CopyTo(buffer);
                    Advance(count);
                    return count;
                }

                wait = readable.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            for (var said = buffer; !said.IsEmpty && turns.Count > 0;)
            {
                var (fromServer, bytes) = turns.Peek();
                var expected = bytes.AsMemory(position);
                var count = strict ? Math.Min(expected.Length, said.Length) : LineLength(said.Span);
                if (strict && (fromServer || !expected.Span[..count].SequenceEqual(said.Span[..count])))
                {
                    Complaint = $"the client says '{Encoding.UTF8.GetString(said.Span).TrimEnd()}' where {(fromServer ? "the server is to speak" : $"the script has '{Encoding.UTF8.GetString(bytes).TrimEnd()}'")}";
                    turns.Clear();
                    break;
                }

                said = said[count..];
                if (!strict)
                {
                    SkipClientTurn();
                    continue;
                }

                Advance(count);
            }

            Signal();
        }

        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void EndServerTurn(List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            turns.Enqueue((true, [.. bytes]));
            bytes.Clear();
        }
    }

    private void Advance(int count)
    {
        position += count;
        if (position == turns.Peek().Bytes.Length)
        {
            turns.Dequeue();
            position = 0;
            Signal();
        }
    }

    private void SkipClientTurn()
    {
        if (!turns.Peek().FromServer)
        {
            turns.Dequeue();
            position = 0;
        }
    }

    private static int LineLength(ReadOnlySpan<byte> said)
    {
        var end = said.IndexOf((byte)'\n');
        return end < 0 ? said.Length : end + 1;
    }

    private void Signal()
    {
        var waiting = readable;
        readable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }
}
