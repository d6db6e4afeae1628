using System.Globalization;
using System.Text.Json;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>Asks an OAuth 2.0 server by POST of a form. Whatever comes back, at most 64 KB of it are read, and what cannot be used is one plain line.</summary>
internal sealed class TokenServer(TimeProvider time)
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxDepth = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(90);

    /// <summary>Asks for tokens; a refresh token that is not given anew stays the one that is known (RFC 6749 §6).</summary>
    /// <exception cref="SignInException">None were given.</exception>
    public async Task<TokenSet> GetTokensAsync(Uri endpoint, string clientId, IReadOnlyDictionary<string, string> form, string? refreshToken, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var answer = await AskAsync(endpoint, form, cancellationToken);
        var token = answer.GetValueOrDefault("access_token");
        if (token is null || !TokenCredential.IsToken(token))
        {
            throw SignInException.Malformed(endpoint.Authority, "there is no access token in it");
        }

        if (answer.TryGetValue("token_type", out var type) && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw SignInException.Malformed(endpoint.Authority, $"its token is of the type {type}, not bearer");
        }

        if (answer.TryGetValue("refresh_token", out var next))
        {
            refreshToken = TokenCredential.IsToken(next) ? next : throw SignInException.Malformed(endpoint.Authority, "its refresh token is none");
        }

        return new TokenSet(TokenSet.IssuerOf(endpoint, clientId), token, refreshToken, asked, asked + SecondsOf(answer, "expires_in", UsualLife, LongestLife));
    }

    /// <returns>The text and number fields of the answer's object.</returns>
    /// <exception cref="SignInException">The server refused, cannot be reached, or says something that is no answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> AskAsync(Uri endpoint, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
    {
        var peer = endpoint.Authority;
        var (status, body) = await PostAsync(endpoint, form, cancellationToken);
        var fields = Fields(body);
        if (fields is not null && fields.TryGetValue("error", out var code))
        {
            throw SignInException.Refused(peer, code, Without(fields.TryGetValue("error_description", out var words) ? $"{code}: {words}" : code, form));
        }

        if (status is < 200 or > 299)
        {
            throw SignInException.Malformed(peer, $"HTTP status {status}");
        }

        return fields ?? throw SignInException.Malformed(peer, "it is no JSON object");
    }

    /// <summary>A number of seconds out of an answer, kept within a second and <paramref name="most"/>.</summary>
    public static TimeSpan SecondsOf(IReadOnlyDictionary<string, string> answer, string name, TimeSpan usual, TimeSpan most)
    {
        if (!answer.TryGetValue(name, out var text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || double.IsNaN(seconds))
        {
            return usual;
        }

        return TimeSpan.FromSeconds(Math.Clamp(seconds, 1, most.TotalSeconds));
    }

    private static async Task<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(Uri endpoint, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);

        // A redirection would carry the secrets to wherever the answer says.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var body = new byte[MaxAnswer + 1];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, limit.Token);
            return length <= MaxAnswer
                ? ((int)response.StatusCode, body.AsMemory(0, length))
                : throw SignInException.Malformed(endpoint.Authority, $"it is longer than {MaxAnswer / 1024} KB");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SignInException.TimedOut(endpoint.Authority, Patience);
        }
        catch (Exception e) when (e is HttpRequestException or IOException and not SignInException)
        {
            throw SignInException.Unreachable(endpoint.Authority, e.Message, e);
        }
    }

    private static Dictionary<string, string>? Fields(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number))
            {
                fields[property.Name] = property.Value.ToString();
            }

            return fields;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // No JSON, or broken text in it.
        }
    }

    // A server that repeats what it was sent does not bring it into our log.
    private static string Without(string words, IReadOnlyDictionary<string, string> form)
    {
        foreach (var (name, value) in form)
        {
            if (name is not ("grant_type" or "client_id" or "scope" or "redirect_uri") && value.Length > 0)
            {
                words = words.Replace(value, "***", StringComparison.Ordinal);
            }
        }

        return words;
    }
}
