using System.Security.Cryptography;
using System.Text;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>
/// What stays the same about a message on its way: who, when, what about, and the body without regard to line ends. Trace fields, which
/// every server adds to, do not count.
/// </summary>
internal static class Fingerprint
{
    private static readonly string[] Fields = ["From", "To", "Cc", "Date", "Subject", "Message-ID"];

    /// <returns>lower-case hexadecimal SHA-256</returns>
    public static string Of(MimeMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field}:{message.Root.Headers.First(field)}\n"));
        }

        AppendBody(hash, message.Source.Span[message.Root.BodyStart..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>CRLF, CR and LF count alike; blank lines at the end, which mailbox formats add and drop, do not count.</summary>
    private static void AppendBody(IncrementalHash hash, ReadOnlySpan<byte> body)
    {
        body = body.TrimEnd("\r\n"u8);
        while (body.IndexOf((byte)'\r') is var carriageReturn and >= 0)
        {
            hash.AppendData(body[..carriageReturn]);
            body = body[(carriageReturn + 1)..];
            if (!body.StartsWith("\n"u8))
            {
                hash.AppendData("\n"u8);
            }
        }

        hash.AppendData(body);
    }
}
