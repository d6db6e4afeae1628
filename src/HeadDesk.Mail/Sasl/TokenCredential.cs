namespace HeadDesk.Mail.Sasl;

/// <summary>A login name and an OAuth 2.0 access token (a bearer token, RFC 6750) in place of a password.</summary>
public sealed class TokenCredential : MailCredential
{
    /// <summary>Longest token, in characters; real ones have 200 (Google) to 3,000 (Microsoft).</summary>
    public const int MaxTokenLength = 16 * 1024;

    private readonly string _token;

    /// <exception cref="ArgumentException">The name or the token holds what would end a field or a line.</exception>
    public TokenCredential(string user, string token)
        : base(user)
    {
        Refuse(token, nameof(token));
        if (user.Contains(BearerMechanism.Separator))
        {
            throw new ArgumentException("must not contain the separator U+0001", nameof(user));
        }

        if (!IsToken(token))
        {
            throw new ArgumentException("is no bearer token", nameof(token));
        }

        _token = token;
    }

    /// <summary>Letters, digits and marks, nothing else: what RFC 6750 §2.1 allows and a little more, but nothing that ends a field.</summary>
    public static bool IsToken(string token) =>
        token.Length is > 0 and <= MaxTokenLength && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <remarks>XOAUTH2 before OAUTHBEARER: Gmail and Microsoft 365 both document it, and Microsoft 365 has nothing else.</remarks>
    public override ISaslMechanism? ChooseMechanism(IReadOnlyCollection<string> offered) =>
        offered.Contains(BearerMechanism.XOAuth2, StringComparer.OrdinalIgnoreCase) ? BearerMechanism.ForXOAuth2(User, _token)
        : offered.Contains(BearerMechanism.OAuthBearer, StringComparer.OrdinalIgnoreCase) ? BearerMechanism.ForOAuthBearer(User, _token)
        : null;
}
