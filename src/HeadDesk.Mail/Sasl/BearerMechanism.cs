using System.Text;

namespace HeadDesk.Mail.Sasl;

/// <summary>
/// XOAUTH2 (Google's, also Microsoft's) and OAUTHBEARER (RFC 7628): the token in the client's first message. A server that refuses it says why in a
/// JSON challenge, which the client answers, with nothing or with one U+0001, before the server fails the exchange in the protocol's own words.
/// </summary>
/// <remarks>
/// XOAUTH2: <c>user=NAME ^A auth=Bearer TOKEN ^A ^A</c>. OAUTHBEARER: <c>n,a=NAME, ^A auth=Bearer TOKEN ^A ^A</c> (RFC 7628 §3.1; its host and
/// port may be left out).
/// </remarks>
internal sealed class BearerMechanism : ISaslMechanism
{
    public const string XOAuth2 = "XOAUTH2";
    public const string OAuthBearer = "OAUTHBEARER";
    public const char Separator = '\u0001';

    private readonly byte[] _first;
    private readonly byte[] _acknowledgement;
    private readonly string _user;
    private readonly string _token;
    private int _step;
    private string? _complaint;

    private BearerMechanism(string name, string user, string token, string first, string acknowledgement)
    {
        (Name, _user, _token) = (name, user, token);
        (_first, _acknowledgement) = (Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(acknowledgement));
    }

    public string Name { get; }

    public bool IsClientFirst => true;

    public static BearerMechanism ForXOAuth2(string user, string token) =>
        new(XOAuth2, user, token, $"user={user}{Separator}auth=Bearer {token}{Separator}{Separator}", "");

    public static BearerMechanism ForOAuthBearer(string user, string token) =>
        new(OAuthBearer, user, token, $"n,a={SaslName(user)},{Separator}auth=Bearer {token}{Separator}{Separator}", $"{Separator}"); // RFC 7628 §3.2.3

    public byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        switch (_step++)
        {
            case 0:
                return _first;
            case 1:
                _complaint = BearerComplaint.Read(challenge);
                return _acknowledgement;
            default:
                return null;
        }
    }

    public string Explain(string refusal)
    {
        var text = _complaint is null ? refusal : $"{refusal} (the token was refused: {_complaint})";
        return text.Replace(_token, "***", StringComparison.Ordinal);
    }

    public override string ToString() => $"{Name} {_user} (***)";

    // saslname: "," and "=" are written as =2C and =3D   RFC 5801 §4
    private static string SaslName(string user) => user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
}
