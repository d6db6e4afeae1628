using System.Text;
using HeadDesk.Mail.Mime.Addresses;

namespace HeadDesk.Mail.Mime;

/// <summary>
/// Address fields (RFC 5322 §3.4) as they are really written: groups flattened, comments as names, encoded words, route addresses,
/// missing brackets and quotation marks, semicolons for commas. Never fails; what is no address yields none.
/// </summary>
public static class AddressList
{
    /// <param name="rawValue">The raw field value, folds included.</param>
    /// <param name="charsetHint">The charset of the message's text, for bytes that are neither ASCII nor UTF-8.</param>
    /// <param name="limit">Addresses after which reading stops.</param>
    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> rawValue, string? charsetHint = null, int limit = 5_000) =>
        PlainAddresses.TryParse(rawValue, limit) ?? new AddressParser(rawValue, charsetHint, limit).Run();

    public static IReadOnlyList<MailAddress> Parse(string value) => Parse(Encoding.UTF8.GetBytes(value));
}
