using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>
/// Sign-in in a browser (RFC 6749 §4.1 with PKCE, RFC 7636), for providers whose sign-in by code gives no right to mail. The browser ends at an
/// address of this machine (RFC 8252 §7.3); where it runs on another one, its person brings that address here.
/// </summary>
internal sealed class BrowserSignIn(LoadedConfiguration configuration, TimeProvider time)
{
    private const int MaxRequest = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromSeconds(5);

    private readonly OAuth2Endpoints _endpoints = OAuth2Endpoints.Of(configuration.Options.Oauth2);
    private readonly TokenServer _server = new(time);

    /// <param name="show">Told the address to open in a browser.</param>
    /// <param name="pasted">Lines that the person types here; null at the end of input.</param>
    /// <exception cref="SignInException">Nobody signed in.</exception>
    public async Task<TokenSet> RunAsync(Action<Uri> show, Func<CancellationToken, Task<string?>> pasted, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var back = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var (state, verifier) = (Secret(), Secret());
        show(AddressOf(back, state, verifier));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var first = await Task.WhenAny(ListenAsync(listener, state, limit.Token), PastedAsync(pasted, state, limit.Token));
            var code = await first;
            var form = AccessTokens.Form(configuration, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back), ("code_verifier", verifier));
            return await _server.GetTokensAsync(_endpoints.Token, configuration.Options.Oauth2.ClientId!, form, null, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SignInException.NotCompleted($"nobody came back from the browser within {Patience.TotalMinutes:0} minutes");
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private Uri AddressOf(string back, string state, string verifier)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        (string, string)[] fields =
        [
            ("response_type", "code"), ("client_id", configuration.Options.Oauth2.ClientId!), ("redirect_uri", back), ("scope", _endpoints.Scope), ("state", state),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
            ("access_type", "offline"), ("prompt", "consent"), // Google gives a refresh token only when asked so; others ignore it.
        ];
        var query = string.Join('&', fields.Select(f => $"{f.Item1}={Uri.EscapeDataString(f.Item2)}"));
        return new UriBuilder(_endpoints.Authorization!) { Query = $"{_endpoints.Authorization!.Query.TrimStart('?')}&{query}".TrimStart('&') }.Uri;
    }

    // A request that is not the browser's return (a favicon, a stranger on this machine) is answered and forgotten.
    private static async Task<string> ListenAsync(TcpListener listener, string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(BrowserPatience);
            var stream = client.GetStream();
            string? code = null;
            try
            {
                code = CodeIn(await TargetAsync(stream, limit.Token), state);
                await stream.WriteAsync(Page(code is null ? "404 Not Found" : "200 OK", code is null ? "Nothing here." : "Signed in. You can close this page."), limit.Token);
            }
            catch (Exception e) when (e is (IOException and not SignInException) or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // It came and went; what it brought counts.
            }

            if (code is not null)
            {
                return code;
            }
        }
    }

    private static async Task<string> PastedAsync(Func<CancellationToken, Task<string?>> pasted, string state, CancellationToken cancellationToken)
    {
        while (await pasted(cancellationToken) is { } line)
        {
            if (CodeIn(line.Trim(), state) is { } code)
            {
                return code;
            }
        }

        await Task.Delay(Timeout.Infinite, cancellationToken); // Nobody types; the browser may still come by itself.
        return "";
    }

    /// <summary>The code out of the address to which the browser was sent back; null where it is not that address.</summary>
    /// <exception cref="SignInException">The provider refused.</exception>
    internal static string? CodeIn(string address, string state)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return null;
        }

        var fields = HttpUtility.ParseQueryString(address[(query + 1)..]);
        if (fields["state"] is not { } given || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(state)))
        {
            return null;
        }

        return fields["error"] is { } error ? throw SignInException.NotCompleted($"the provider says {PlainText.Line(error, 100)}") : fields["code"];
    }

    // "GET /?code=… HTTP/1.1"   RFC 9112 §3
    private static async Task<string> TargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxRequest];
        var length = 0;
        while (length < bytes.Length && bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        var words = Encoding.ASCII.GetString(bytes, 0, length).Split('\r', 2)[0].Split(' ');
        return words is ["GET", var target, ..] ? target : "";
    }

    private static byte[] Page(string status, string text) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}");
}
