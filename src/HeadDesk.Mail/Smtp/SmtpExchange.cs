using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>
/// The round trips of mail transactions. With PIPELINING the end of one message's data leaves together with the next
/// message's envelope, so that each message costs one round trip (RFC 2920 §3.1 allows data to be the first of a group,
/// and wants DATA to be the last).
/// </summary>
internal sealed class SmtpExchange(SmtpSession session)
{
    private const int BodyPiece = 64 * 1024;
    private const int FlushAt = 256 * 1024;

    private bool needsReset;

    /// <summary>Why nothing more can be sent here; null while all is well.</summary>
    public MailProtocolException? Failure { get; private set; }

    private int Window => session.Extensions.Pipelining ? session.Options.MaxCommandsInFlight : 1;

    /// <summary>
    /// Afterwards <paramref name="ready"/> has its result, and <paramref name="next"/> has it or awaits its body. What the
    /// network does, and cancellation, is in the results and in <see cref="Failure"/>.
    /// </summary>
    public async Task RunAsync(SmtpTransaction? ready, SmtpTransaction? next, CancellationToken cancellationToken)
    {
        try
        {
            session.RequireSilence();
            if (ready is not null)
            {
                await WriteBodyAsync(ready, cancellationToken);
            }

            if (next is not null && (ready is null || session.Extensions.Pipelining))
            {
                WriteFirstGroup(next);
            }

            await FlushAsync(ready, cancellationToken);
            if (ready is not null)
            {
                await ReadFinalAsync(ready, cancellationToken);
            }

            if (next is not null)
            {
                await RunEnvelopeAsync(next, cancellationToken);
            }
        }
        catch (MailProtocolException lost)
        {
            Lose(lost, ready, next);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A result says more than an exception: whether the message under way may have been taken.
            Lose(MailProtocolException.Abandoned(session.Peer, "sending was cancelled"), ready, next);
        }
    }

    /// <summary>The connection stands in the middle of a transaction that nobody will finish.</summary>
    public void Abandon() => Fail(MailProtocolException.Abandoned(session.Peer, "sending ended before the batch did"));

    public void Fail(MailProtocolException failure) => Failure ??= failure;

    private void Lose(MailProtocolException lost, SmtpTransaction? ready, SmtpTransaction? next)
    {
        Fail(lost);
        ready?.Lose(lost);
        next?.Lose(lost);
    }

    private void WriteFirstGroup(SmtpTransaction next)
    {
        if (needsReset)
        {
            next.BeginWithReset();
        }

        needsReset = false;
        next.WriteCommands(session, Window);
    }

    private async Task RunEnvelopeAsync(SmtpTransaction next, CancellationToken cancellationToken)
    {
        if (!next.HasUnanswered)
        {
            WriteFirstGroup(next);
            await session.FlushAsync(cancellationToken);
        }

        while (!next.IsEnvelopeDone)
        {
            if (!next.HasUnanswered)
            {
                session.RequireSilence();
                next.WriteCommands(session, Window);
                await session.FlushAsync(cancellationToken);
            }

            next.Take(await session.ReadAsync(next.Awaiting.Name, cancellationToken), session.Peer);
        }

        needsReset = next.LeavesStateBehind;
    }

    private async Task WriteBodyAsync(SmtpTransaction ready, CancellationToken cancellationToken)
    {
        var stuffer = new DotStuffer();
        if (ready.HasRecipients)
        {
            using var pieces = new SmtpContentReader(ready.Message.Content, ready.Source, BodyPiece);
            while (await NextAsync(ready, pieces, cancellationToken) is { IsEmpty: false } piece)
            {
                stuffer.Write(piece.Span, session.Connection.Output);
                if (session.Connection.Output.UnflushedBytes >= FlushAt)
                {
                    await FlushAsync(ready, cancellationToken);
                }
            }
        }

        session.Connection.WireLog?.Sent(session.Peer, "(message data)");
        ready.DotMayHaveLeft = true;
        stuffer.Finish(session.Connection.Output);
    }

    /// <summary>Content that stops being readable ends the connection: closing it is the only way to take DATA back.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> NextAsync(SmtpTransaction ready, SmtpContentReader pieces, CancellationToken cancellationToken)
    {
        try
        {
            return await pieces.NextAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            var lost = MailProtocolException.Abandoned(session.Peer, "a message could not be read to its end", failed);
            ready.Abandon(SmtpReply.Local(451, "4.3.0", $"the message cannot be read: {failed.Message}"), lost);
            throw lost;
        }
    }

    /// <summary>A server that turns data down halfway says so and closes, or reads no more; its words are worth more than a broken pipe.</summary>
    private async ValueTask FlushAsync(SmtpTransaction? ready, CancellationToken cancellationToken)
    {
        try
        {
            await session.FlushAsync(cancellationToken);
        }
        catch (MailProtocolException lost) when (lost.Failure is MailFailure.ConnectionLost or MailFailure.TimedOut)
        {
            if (ready is not null && await session.TryReadLastWordsAsync(cancellationToken) is { IsPositive: false, IsIntermediate: false } words)
            {
                ready.Take(words, session.Peer);
            }

            throw;
        }
    }

    private async Task ReadFinalAsync(SmtpTransaction ready, CancellationToken cancellationToken)
    {
        var usual = session.Connection.ReadTimeout;
        session.Connection.ReadTimeout = session.Options.FinalReplyTimeout;
        try
        {
            var reply = await session.ReadAsync(SmtpStep.Body.Name, cancellationToken);
            needsReset = !reply.IsPositive; // aiosmtpd holds on to a transaction whose data it refused, and turns the next MAIL down for it
            ready.Take(reply, session.Peer);
        }
        finally
        {
            session.Connection.ReadTimeout = usual;
        }
    }
}
