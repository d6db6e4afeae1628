using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>What a sign-in is worth: the token in use and the one that gets the next. Shows neither.</summary>
/// <param name="Issuer">The token endpoint and the client: nothing is ever shown to another one.</param>
/// <param name="AccessToken">Null where it has to be got first.</param>
/// <param name="RefreshToken">Null with client credentials.</param>
/// <param name="Obtained">When the access token was given out.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record TokenSet(string Issuer, string? AccessToken, string? RefreshToken, DateTimeOffset Obtained, DateTimeOffset Expires)
{
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);

    /// <summary>From then on a new one is got, before the old one ends: five minutes ahead, of short-lived ones a quarter of their time.</summary>
    [JsonIgnore]
    public DateTimeOffset RenewFrom
    {
        get
        {
            var quarter = (Expires - Obtained) / 4;
            return Expires - (quarter < LongestAhead ? quarter : LongestAhead);
        }
    }

    public static string IssuerOf(Uri endpoint, string clientId) => $"{endpoint} {clientId}";

    public override string ToString() => $"tokens until {Expires:u} (***)";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <exception cref="FormatException">It is something else.</exception>
    public static TokenSet FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<TokenSet>(json) is { Issuer: not null } tokens ? tokens : throw new FormatException("it holds no tokens");
        }
        catch (JsonException)
        {
            throw new FormatException("it is not JSON"); // The reason of the parser may quote a token.
        }
    }
}
