using System.Text;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>
/// OpenPGP in plain text (RFC 9580 §6.2, §7): a cleartext signature is taken off, an encrypted block is named instead of shown.
/// </summary>
internal static class PgpArmor
{
    public const string EncryptedNotice = "[This message is encrypted (PGP).]";

    private const string SignedBegin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string SignatureBegin = "-----BEGIN PGP SIGNATURE-----";
    private const string SignatureEnd = "-----END PGP SIGNATURE-----";
    private const string MessageBegin = "-----BEGIN PGP MESSAGE-----";
    private const string MessageEnd = "-----END PGP MESSAGE-----";

    private enum Place
    {
        Outside,
        ArmorHeader,
        SignedText,
        Signature,
        Message,
    }

    /// <param name="text">Lines ended by LF.</param>
    public static string Unwrap(string text)
    {
        if (!text.Contains("-----BEGIN PGP ", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var place = Place.Outside;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            place = Next(place, line, result);
        }

        // A signature that never ends is no signature: better everything than half.
        return place is Place.Signature or Place.Message or Place.ArmorHeader ? text : result.ToString().TrimEnd('\n');
    }

    private static Place Next(Place place, ReadOnlySpan<char> line, StringBuilder result)
    {
        var mark = line.TrimEnd();
        switch (place)
        {
            case Place.Outside when mark.SequenceEqual(SignedBegin):
                return Place.ArmorHeader;
            case Place.Outside when mark.SequenceEqual(MessageBegin):
                result.Append(EncryptedNotice).Append('\n');
                return Place.Message;
            case Place.ArmorHeader:
                return mark.IsEmpty ? Place.SignedText : Place.ArmorHeader;
            case Place.SignedText when mark.SequenceEqual(SignatureBegin):
                return Place.Signature;
            case Place.Signature:
                return mark.SequenceEqual(SignatureEnd) ? Place.Outside : Place.Signature;
            case Place.Message:
                return mark.SequenceEqual(MessageEnd) ? Place.Outside : Place.Message;
        }

        // Dash-escaping: "- " before lines that begin with a dash.
        result.Append(place == Place.SignedText && line.StartsWith("- ") ? line[2..] : line).Append('\n');
        return place;
    }
}
