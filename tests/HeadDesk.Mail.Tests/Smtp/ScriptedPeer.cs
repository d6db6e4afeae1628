using System.Text;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Smtp;

/// <summary>How a recorded server's bytes arrive.</summary>
public enum Replay
{
    Whole,
    ByteByByte,
    BareLineFeeds,
}

/// <summary>
/// Plays a transcript to the client: lines <c>S: </c> are read by it, lines <c>C: </c> must be exactly what it writes, and
/// in this order. Behind the last line the connection is at its end.
/// </summary>
internal sealed class ScriptedPeer : Stream
{
    private readonly Queue<(bool FromServer, byte[] Bytes)> turns = new();
    private readonly int chunk;
    private int position;

    public ScriptedPeer(IEnumerable<string> lines, Replay replay)
    {
        chunk = replay == Replay.ByteByByte ? 1 : int.MaxValue;
        var spoken = lines.Where(line => line.StartsWith("S: ", StringComparison.Ordinal) || line.StartsWith("C: ", StringComparison.Ordinal)).ToArray();
        for (var i = 0; i < spoken.Length;)
        {
            var server = spoken[i][0] == 'S';
            var turn = new StringBuilder();
            for (; i < spoken.Length && spoken[i][0] == 'S' == server; i++)
            {
                turn.Append(spoken[i].AsSpan(3)).Append(server && replay == Replay.BareLineFeeds ? "\n" : "\r\n");
            }

            turns.Enqueue((server, Encoding.UTF8.GetBytes(turn.ToString())));
        }
    }

    public static MailEndpoint Endpoint { get; } = new("mail.example.com", 587, ConnectionSecurity.None);

    public bool IsPlayedOut => turns.Count == 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static ScriptedPeer Load(string name, Replay replay) =>
        new(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Transcripts", name + ".smtp")), replay);

    /// <summary>What the client should still have written or read, for a failing test.</summary>
    public string Rest() => turns.Count == 0 ? string.Empty : Encoding.UTF8.GetString(turns.Peek().Bytes[position..]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (turns.Count == 0)
        {
            return ValueTask.FromResult(0);
        }

        var (server, bytes) = turns.Peek();
        Assert.True(server, $"the client waits, but the script has it say: {Rest()}");
        var count = Math.Min(Math.Min(buffer.Length, chunk), bytes.Length - position);
        bytes.AsMemory(position, count).CopyTo(buffer);
        Advance(count);
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var said = Encoding.UTF8.GetString(buffer.Span);
            Assert.True(turns.Count > 0 && !turns.Peek().FromServer, $"the client may not speak now, but says: {said}");
            var expected = turns.Peek().Bytes.AsMemory(position);
            var count = Math.Min(expected.Length, buffer.Length);
            Assert.Equal(Encoding.UTF8.GetString(expected.Span[..count]), Encoding.UTF8.GetString(buffer.Span[..count]));
            Advance(count);
            buffer = buffer[count..];
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

    private void Advance(int count)
    {
        position += count;
        if (position == turns.Peek().Bytes.Length)
        {
            turns.Dequeue();
            position = 0;
        }
    }
}
