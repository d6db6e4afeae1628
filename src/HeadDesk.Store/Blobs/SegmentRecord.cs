using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HeadDesk.Store.Blobs;

/// <summary>The head of a record in a segment; segments describe themselves, so that the index can be rebuilt from them.</summary>
/// <remarks>
/// <code>
/// segment = "HDSEG001" salt *record           ; NNNNNNNN.seg
/// salt    = 8OCTET                            ; random: a stranger's mail cannot hold what would pass for a record
/// record  = "HDR1" length sha256 check content
/// length  = uint64                            ; of the content, little-endian
/// sha256  = 32OCTET                           ; of the content
/// check   = 4OCTET                            ; first of SHA-256(salt, the 44 octets before)
/// </code>
/// A large original is a file of its own, <c>NNNNNNNN.raw</c>: its content and nothing else, which is what offset 0 means.
/// </remarks>
internal readonly record struct SegmentRecord(string Sha256, long Length)
{
    public const int HeadSize = 48;
    private const int CheckedSize = 44;

    public static ReadOnlySpan<byte> Magic => "HDR1"u8;

    public void Write(Span<byte> head, ReadOnlySpan<byte> salt)
    {
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head[4..], Length);
        Convert.FromHexString(Sha256, head[12..], out _, out _);
        Check(head, salt, head[CheckedSize..HeadSize]);
    }

    /// <returns>false = no record begins here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, ReadOnlySpan<byte> salt, out SegmentRecord record)
    {
        record = default;
        if (head.Length < HeadSize || !head.StartsWith(Magic))
        {
            return false;
        }

        Span<byte> check = stackalloc byte[HeadSize - CheckedSize];
        Check(head, salt, check);
        if (!check.SequenceEqual(head[CheckedSize..HeadSize]))
        {
            return false;
        }

        record = new SegmentRecord(
            Convert.ToHexStringLower(head[12..CheckedSize]),
            BinaryPrimitives.ReadInt64LittleEndian(head[4..]));
        return record.Length >= 0;
    }

    private static void Check(ReadOnlySpan<byte> head, ReadOnlySpan<byte> salt, Span<byte> check)
    {
        Span<byte> input = stackalloc byte[SegmentHeader.SaltSize + CheckedSize];
        salt.CopyTo(input);
        head[..CheckedSize].CopyTo(input[SegmentHeader.SaltSize..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        digest[..check.Length].CopyTo(check);
    }
}
