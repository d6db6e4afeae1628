using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// Boundaries that cannot occur in what they enclose: each begins with <c>=_</c>, which neither quoted-printable nor base64 can
/// contain (RFC 2045 §6.7 recommends it for that), text that holds such a line is not left unencoded, and an enclosed
/// message is searched. So they need no randomness, and the same message is always the same bytes.
/// </summary>
internal sealed class Boundary(string messageId)
{
    private readonly string mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 8));
    private int made;

    /// <summary>How every delimiter line of ours begins.</summary>
    public static ReadOnlySpan<byte> LineStart => "--=_"u8;

    /// <summary>In every boundary of this message.</summary>
    public string Mark => mark;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"=_hd{++made}_{mark}");
}
