using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>There is no access token to be had; one plain line without any secret.</summary>
internal sealed class SignInException : IOException
{
    private const int MaxQuote = 300;
    private const string Remedy = "sign in again: headdesk login";

    private SignInException(string message, bool needsPerson, Exception? inner = null)
        : base(message, inner) => NeedsPerson = needsPerson;

    /// <summary>Trying again is of no use: somebody has to sign in, or put the registration right.</summary>
    public bool NeedsPerson { get; }

    /// <summary>The server's own code (RFC 6749 §5.2), e.g. <c>authorization_pending</c>; null where it gave none.</summary>
    public string? Code { get; private init; }

    public static SignInException NotSignedIn(string file) =>
        new($"there is no sign-in on record ({file}): sign in: headdesk login", needsPerson: true);

    public static SignInException OfAnother(string file) =>
        new($"the sign-in on record ({file}) is for another provider or client than the configuration names: {Remedy}", needsPerson: true);

    public static SignInException Unreadable(string file, string why) =>
        new($"the sign-in on record ({file}) cannot be read: {why}: {Remedy}", needsPerson: true);

    /// <summary>The server said an error of RFC 6749 §5.2 or RFC 8628 §3.5.</summary>
    /// <param name="peer"><c>host:port</c></param>
    /// <param name="code">The server's <c>error</c>.</param>
    /// <param name="words">What it said, without what it was sent.</param>
    public static SignInException Refused(string peer, string code, string words)
    {
        var said = Quote(words);
        return code switch
        {
            "invalid_grant" => new($"the sign-in has ended ({peer} says {said}): {Remedy}", needsPerson: true) { Code = code },
            "invalid_client" or "unauthorized_client" or "invalid_scope" or "unsupported_grant_type" or "invalid_request" =>
                new($"{peer} refused to give out a token ({said}): look at oauth2.clientId, its secret and its rights with the provider", needsPerson: true) { Code = code },
            _ => new($"{peer} gave out no token ({said})", needsPerson: false) { Code = code },
        };
    }

    public static SignInException Unreachable(string peer, string why, Exception inner) =>
        new($"cannot reach the token server {peer}: {Quote(why)}", needsPerson: false, inner);

    public static SignInException TimedOut(string peer, TimeSpan limit) =>
        new($"the token server {peer} did not answer within {limit.TotalSeconds:0} s", needsPerson: false);

    /// <param name="peer"><c>host:port</c></param>
    /// <param name="what">What is wrong with its answer.</param>
    public static SignInException Malformed(string peer, string what) =>
        new($"the token server {peer} gave an answer that cannot be used: {Quote(what)}", needsPerson: false);

    /// <summary>A sign-in that a person did not bring to its end.</summary>
    public static SignInException NotCompleted(string why) => new($"nobody was signed in: {why}", needsPerson: false);

    public static SignInException NoBeginning() => new("oauth2.deviceEndpoint: missing, wanted: the address where a sign-in begins", needsPerson: true);

    public static SignInException NotLasting() =>
        new("the provider gave no refresh token, so the sign-in would end within the hour: look at oauth2.scopes (e.g. offline_access)", needsPerson: true);

    private static string Quote(string words) => PlainText.Line(words, MaxQuote).Trim();
}
