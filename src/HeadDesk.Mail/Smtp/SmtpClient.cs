using System.Runtime.CompilerServices;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>
/// One SMTP connection that sends messages, one call at a time. What becomes of a message is a value
/// (<see cref="SmtpResult"/>), also when the connection breaks; then <see cref="Failure"/> is set and every later message
/// is <see cref="SmtpOutcome.Deferred"/> without being tried.
/// </summary>
public sealed class SmtpClient : IAsyncDisposable
{
    private readonly SmtpSession session;
    private readonly SmtpExchange exchange;

    private SmtpClient(SmtpSession session)
    {
        this.session = session;
        exchange = new SmtpExchange(session);
    }

    /// <summary>What the server offered last.</summary>
    public SmtpExtensions Extensions => session.Extensions;

    public bool IsSecure => session.Connection.IsSecure;

    /// <summary><c>host:port</c></summary>
    public string PeerName => session.Peer;

    /// <summary>The server's clock when it greeted us; null where its greeting does not show it. To the second, and before the login.</summary>
    public DateTimeOffset? ServerTime => session.ServerTime;

    public PeerCertificate? Certificate => session.Connection.Certificate;

    /// <summary>Why this connection can send no more; null while it can.</summary>
    public MailProtocolException? Failure => exchange.Failure;

    /// <summary>Connects, secures and logs in.</summary>
    /// <exception cref="MailProtocolException">No usable connection.</exception>
    /// <exception cref="MailCommandException">The server refuses EHLO or the login.</exception>
    public static async Task<SmtpClient> ConnectAsync(MailEndpoint endpoint, SmtpOptions options, CancellationToken cancellationToken)
    {
        var connection = await MailConnection.ConnectAsync(endpoint, options.Connection, cancellationToken);
        return await OpenAsync(connection, endpoint.Security, options, cancellationToken);
    }

    /// <summary>The same over a connection that exists, which becomes the client's own.</summary>
    public static async Task<SmtpClient> OpenAsync(MailConnection connection, ConnectionSecurity security, SmtpOptions options, CancellationToken cancellationToken)
    {
        var session = new SmtpSession(connection, options);
        try
        {
            await SmtpHandshake.RunAsync(session, security, cancellationToken);
            return new SmtpClient(session);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<SmtpResult> SendAsync(SmtpEnvelope envelope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        SendAsync(new SmtpMessage(envelope, content), cancellationToken);

    /// <summary>Sends one message. Cancelling works as in <see cref="SendAllAsync"/>.</summary>
    public async Task<SmtpResult> SendAsync(SmtpMessage message, CancellationToken cancellationToken)
    {
        await foreach (var result in SendAllAsync([message], cancellationToken))
        {
            return result;
        }

        throw new InvalidOperationException("a message without a result"); // SendAllAsync yields one for each message
    }

    /// <summary>
    /// Sends messages one behind the other, each with one round trip where the server allows it, and yields one result for
    /// each, in order, as soon as it is known. No data is in flight while the caller holds a result: to stop early without
    /// doubt about any message, end the enumeration; the connection is then of no more use.
    /// </summary>
    /// <param name="messages">What to send.</param>
    /// <param name="cancellationToken">
    /// Ends the connection at once. There is no exception: the message under way is <see cref="SmtpOutcome.Uncertain"/> if its
    /// last byte may have left, it and the rest else <see cref="SmtpOutcome.Deferred"/>.
    /// </param>
    public async IAsyncEnumerable<SmtpResult> SendAllAsync(IReadOnlyList<SmtpMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SmtpTransaction? ready = null;
        try
        {
            for (var i = 0; i < messages.Count || ready is not null; i++)
            {
                var next = i < messages.Count ? Begin(messages[i]) : null;
                var previous = ready;
                ready = next;
                using (previous)
                {
                    await exchange.RunAsync(previous, next is { Result: null } ? next : null, cancellationToken);
                }

                if (previous is not null)
                {
                    yield return previous.Result!;
                }

                if (next?.Result is { } result)
                {
                    next.Dispose();
                    ready = null;
                    yield return result;
                }
            }
        }
        finally
        {
            if (ready is not null)
            {
                ready.Dispose();
                exchange.Abandon();
            }
        }
    }

    /// <summary>Asks whether the connection still lives.</summary>
    /// <exception cref="MailProtocolException">It does not.</exception>
    public async Task NoopAsync(CancellationToken cancellationToken)
    {
        if (Failure is { } earlier)
        {
            throw earlier;
        }

        try
        {
            await session.CommandAsync("NOOP", "NOOP", cancellationToken);
        }
        catch (MailProtocolException lost)
        {
            exchange.Fail(lost);
            throw;
        }
    }

    /// <summary>Says goodbye and waits for the answer, which changes nothing: a server that is gone already only sets <see cref="Failure"/>.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            await session.CommandAsync("QUIT", "QUIT", cancellationToken);
            exchange.Fail(MailProtocolException.Abandoned(PeerName, "we said QUIT"));
        }
        catch (MailProtocolException lost)
        {
            exchange.Fail(lost);
        }
    }

    public ValueTask DisposeAsync() => session.Connection.DisposeAsync();

    private SmtpTransaction Begin(SmtpMessage message)
    {
        var transaction = new SmtpTransaction(message, Failure is null ? MailCommand.Prepare(message, Extensions) : MailCommand.Unneeded);
        if (Failure is { } failure)
        {
            transaction.Lose(failure);
        }

        return transaction;
    }
}
