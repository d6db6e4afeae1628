using System.Globalization;

namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>
/// What a sender says of a part's size: Content-Disposition's <c>size</c> (RFC 2183 §2.7) or a Content-Length. Never relied on; a size far
/// beyond what came tells of a mail that was cut off, or made to have memory set aside for it.
/// </summary>
internal static class DeclaredSize
{
    private const int Tolerance = 4096;
    private const int MostDigits = 18;

    /// <returns>the defect, or null where the figure is missing or about right</returns>
    public static string? Check(MimePart part)
    {
        if (part.MediaType is "message/external-body" or "message/partial")
        {
            return null; // theirs is the size of something elsewhere
        }

        // No encoding makes content shorter but by line ends, so that nothing need be decoded to know.
        long delivered = part.BodyEnd - part.BodyStart;
        var declared = Math.Max(
            Math.Max(Number(part.DispositionParameters["size"]), Number(part.Parameters["size"])),
            part.Headers.Contains("Content-Length") ? Number(part.Headers.First("Content-Length")) : 0);
        return declared > (2 * delivered) + Tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"size: declared size differs: {declared} octets said, {delivered} are there")
            : null;
    }

    private static long Number(string? text)
    {
        var digits = text.AsSpan().Trim();
        return digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') ? 0
            : digits.Length > MostDigits ? long.MaxValue
            : long.Parse(digits, CultureInfo.InvariantCulture);
    }
}
