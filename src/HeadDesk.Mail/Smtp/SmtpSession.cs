using System.Buffers;
using System.Text;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>Commands out, replies in; the only place of this protocol that waits for the network.</summary>
internal sealed class SmtpSession(MailConnection connection, SmtpOptions options)
{
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private readonly ReplyAssembler assembler = new(options.MaxReplyLines);

    public MailConnection Connection { get; } = connection;

    public SmtpOptions Options { get; } = options;

    public SmtpExtensions Extensions { get; set; } = SmtpExtensions.None;

    /// <summary>What the greeting said of the time; null where it said nothing.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    public string Peer => Connection.PeerName;

    /// <summary>The last reply's lines as they came, without codes.</summary>
    public IReadOnlyList<string> ReplyLines => assembler.Lines;

    /// <summary>Puts a command into the output; it leaves at the next flush.</summary>
    /// <param name="line">Without its end. The caller guarantees that nothing in it ends a line.</param>
    /// <param name="shown">What the log may see, where that differs.</param>
    public void Write(string line, string? shown = null)
    {
        Encoding.UTF8.GetBytes(line, Connection.Output);
        Connection.Output.Write("\r\n"u8);
        Connection.WireLog?.Sent(Peer, shown ?? line);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await Connection.Output.FlushAsync(cancellationToken);

    /// <param name="during">The command that is being answered, for errors.</param>
    /// <param name="cancellationToken">Ends the wait; the connection is of no use afterwards.</param>
    /// <exception cref="MailProtocolException">No reply will come, or it is not one.</exception>
    public async ValueTask<SmtpReply> ReadAsync(string during, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await Connection.Input.ReadAsync(cancellationToken);
            var reply = Take(read.Buffer, during, out var consumed);
            Connection.Input.AdvanceTo(consumed, reply is null ? read.Buffer.End : consumed);
            if (reply is not null)
            {
                return reply;
            }

            if (read.IsCompleted)
            {
                throw MailProtocolException.ConnectionLost(Peer, during);
            }
        }
    }

    public async ValueTask<SmtpReply> CommandAsync(string line, string during, CancellationToken cancellationToken, string? shown = null)
    {
        RequireSilence();
        Write(line, shown);
        await FlushAsync(cancellationToken);
        var reply = await ReadAsync(during, cancellationToken);
        return reply.IsClosing ? throw MailProtocolException.ServiceClosing(Peer, reply.ToString()) : reply;
    }

    /// <summary>
    /// To be called where every command has its reply: another reply would be taken for the answer to the next command, and
    /// all later ones would be off by one.
    /// </summary>
    public void RequireSilence()
    {
        if (!Connection.Input.TryRead(out var read))
        {
            return;
        }

        var reply = Take(read.Buffer, "a reply to nothing", out var consumed);
        Connection.Input.AdvanceTo(consumed, read.Buffer.End);
        if (reply is { IsClosing: true })
        {
            throw MailProtocolException.ServiceClosing(Peer, reply.ToString()); // may come at any time: RFC 5321 §3.8
        }

        if (!read.Buffer.IsEmpty)
        {
            throw MailProtocolException.Unexpected(Peer, "between commands", "silence", reply?.ToString() ?? "the beginning of a reply");
        }

        if (read.IsCompleted)
        {
            throw MailProtocolException.ConnectionLost(Peer, "a pause between commands");
        }
    }

    /// <summary>What a server said before it hung up on us, if that can still be read; null when not.</summary>
    public async ValueTask<SmtpReply?> TryReadLastWordsAsync(CancellationToken cancellationToken)
    {
        Connection.ReadTimeout = LastWordsTimeout;
        try
        {
            return await ReadAsync("its last words", cancellationToken);
        }
        catch (MailProtocolException)
        {
            return null; // the caller reports the loss itself
        }
    }

    private SmtpReply? Take(ReadOnlySequence<byte> buffer, string during, out SequencePosition consumed)
    {
        var reader = new SequenceReader<byte>(buffer);
        SmtpReply? reply = null;
        while (reply is null && ReplyLine.TryRead(ref reader, Options.MaxReplyLineLength, out var line, out var defect))
        {
            if (defect is null)
            {
                Connection.WireLog?.Received(Peer, $"{line.Code}{(line.IsLast ? ' ' : '-')}{line.Text}");
                reply = assembler.Add(line, out defect);
            }

            if (defect is not null)
            {
                throw MailProtocolException.Unexpected(Peer, during, "a reply line \"NNN text\"", defect);
            }
        }

        consumed = reader.Position;
        return reply;
    }
}
