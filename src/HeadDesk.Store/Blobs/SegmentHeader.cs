using System.Security.Cryptography;

namespace HeadDesk.Store.Blobs;

/// <summary>The first octets of a segment: what it is, and its salt (see <see cref="SegmentRecord"/>).</summary>
internal static class SegmentHeader
{
    public const int Size = 16;
    public const int SaltSize = 8;

    private static ReadOnlySpan<byte> Magic => "HDSEG001"u8;

    public static byte[] Create()
    {
        var header = new byte[Size];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(Magic.Length));
        return header;
    }

    /// <returns>false = not a segment, or one whose first write was torn.</returns>
    public static bool TryReadSalt(ReadOnlySpan<byte> header, out byte[] salt)
    {
        salt = [];
        if (header.Length < Size || !header.StartsWith(Magic))
        {
            return false;
        }

        salt = header[Magic.Length..Size].ToArray();
        return true;
    }
}
