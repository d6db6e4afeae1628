using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.Mail.Net;

/// <summary>
/// Bytes to and from one mail server, with a deadline on every wait. One reader and one writer may use it at the same
/// time, so a command (IMAP's DONE) can be written while a read is pending. After an exception the connection is of no more use.
/// </summary>
public sealed class MailConnection : IAsyncDisposable
{
    private const int LeastRead = 4096;

    private readonly MailEndpoint endpoint;
    private readonly ConnectionOptions options;
    private DeadlineStream stream;

    /// <summary>Speaks over any stream, which becomes the connection's own.</summary>
    public MailConnection(Stream stream, MailEndpoint endpoint, ConnectionOptions? options = null)
    {
        this.endpoint = endpoint;
        this.options = options ?? new ConnectionOptions();
        PeerName = endpoint.ToString();
        (this.stream, Input, Output) = Wrap(stream, this.options.ReadTimeout);
    }

    /// <summary>What the peer sent. End of input is a completed read; a lost connection or a timeout is a <see cref="MailProtocolException"/>.</summary>
    public PipeReader Input { get; private set; }

    /// <summary>
    /// What goes to the peer. Bytes taken by <c>GetSpan</c>/<c>Advance</c> leave together at the next flush;
    /// <see cref="PipeWriter.WriteAsync"/> flushes at once.
    /// </summary>
    public PipeWriter Output { get; private set; }

    public bool IsSecure => stream.Inner is SslStream;

    /// <summary><c>host:port</c></summary>
    public string PeerName { get; }

    /// <summary>The verified certificate; null on a connection without TLS.</summary>
    public PeerCertificate? Certificate { get; private set; }

    /// <summary>Limit on one wait for the peer's next bytes. Holds from the next read on; IDLE needs a longer one.</summary>
    public TimeSpan ReadTimeout
    {
        get => stream.ReadLimit;
        set => stream.ReadLimit = value;
    }

    internal IWireLog? WireLog => options.WireLog;

    /// <summary>Looks the host up, connects, and for <see cref="ConnectionSecurity.Tls"/> runs the handshake. STARTTLS is the protocol's to ask for.</summary>
    /// <exception cref="MailProtocolException">One plain line: unknown host, refused, no answer in time, certificate.</exception>
    public static async Task<MailConnection> ConnectAsync(MailEndpoint endpoint, ConnectionOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        Socket? socket = null;
        MailConnection? connection = null;
        try
        {
            socket = await Dialer.DialAsync(endpoint, options.ConnectTimeout, limit.Token);
            connection = new MailConnection(new NetworkStream(socket, ownsSocket: true), endpoint, options);
            if (endpoint.Security == ConnectionSecurity.Tls)
            {
                await connection.SecureAsync(limit.Token);
            }

            return connection;
        }
        catch (Exception failed)
        {
            socket?.Dispose();
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            if (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw MailProtocolException.ConnectTimedOut(endpoint, options.ConnectTimeout, failed);
            }

            throw;
        }
    }

    /// <summary>
    /// Runs the TLS handshake on a plain connection, after the server agreed to it. Nothing that was buffered before is
    /// believed afterwards; if there is anything, the connection is refused (CVE-2011-0411).
    /// </summary>
    public async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        // A cancelled read hands out everything that is buffered, even bytes that were already looked at.
        Input.CancelPendingRead();
        if (Input.TryRead(out var early) && !early.Buffer.IsEmpty)
        {
            throw MailProtocolException.PlaintextBeforeTls(PeerName, early.Buffer.Length);
        }

        Input.AdvanceTo(early.Buffer.Start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        try
        {
            await SecureAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw MailProtocolException.TimedOut(PeerName, "finish the TLS handshake", options.ConnectTimeout);
        }
    }

    /// <summary>Ends a pending read or write with a <see cref="MailProtocolException"/>. What was not flushed is dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        // First the stream, so that nothing is read into buffers that go back to their pool.
        await stream.DisposeAsync();

        // With an exception the writer drops what was not flushed instead of writing to a peer that may be gone.
        await Output.CompleteAsync(new ObjectDisposedException(nameof(MailConnection)));
        await Input.CompleteAsync();
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        var secure = await TlsHandshake.RunAsync(stream.Inner, endpoint, options, cancellationToken);
        if (secure.RemoteCertificate is X509Certificate2 shown)
        {
            Certificate = PeerCertificate.From(shown);
        }

        await Output.CompleteAsync();
        await Input.CompleteAsync();
        (stream, Input, Output) = Wrap(secure, stream.ReadLimit);
    }

    private (DeadlineStream Stream, PipeReader Input, PipeWriter Output) Wrap(Stream inner, TimeSpan readTimeout)
    {
        var timed = new DeadlineStream(inner, PeerName, readTimeout, options.WriteTimeout);
        return (
            timed,
            PipeReader.Create(timed, new StreamPipeReaderOptions(bufferSize: options.InputBufferSize, minimumReadSize: LeastRead, leaveOpen: true)),
            PipeWriter.Create(timed, new StreamPipeWriterOptions(minimumBufferSize: options.OutputBufferSize, leaveOpen: true)));
    }
}
