using System.Buffers.Binary;
using System.Text;

namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>LZFu, [MS-OXRTFCP] §2.1: runs of eight tokens, a literal or a reference into a ring of 4096 bytes that starts out filled.</summary>
internal static class CompressedRtf
{
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int RingSize = 4096;

    private static readonly byte[] Preset = Encoding.ASCII.GetBytes(
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
        + "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx");

    /// <returns>null where it is neither form</returns>
    public static byte[]? Expand(ReadOnlySpan<byte> data, int maxBytes)
    {
        if (data.Length < 16)
        {
            return null;
        }

        var kind = BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(data[4..]), (uint)maxBytes);
        var content = data[16..];
        return kind switch
        {
            Uncompressed => content[..Math.Min(content.Length, size)].ToArray(),
            Compressed => Decompress(content, size),
            _ => null,
        };
    }

    private static byte[] Decompress(ReadOnlySpan<byte> input, int size)
    {
        // The declared size is the sender's word: room grows with what really comes, at most 17 bytes for each 2.
        var output = new List<byte>(Math.Min(size, input.Length * 2));
        Span<byte> ring = stackalloc byte[RingSize];
        Preset.CopyTo(ring);
        var write = Preset.Length;
        for (var i = 0; i < input.Length && output.Count < size;)
        {
            var flags = input[i++];
            for (var bit = 0; bit < 8 && i < input.Length && output.Count < size; bit++, flags >>= 1)
            {
                if ((flags & 1) == 0)
                {
                    Put(output, ring, ref write, input[i++]);
                    continue;
                }

                if (i + 1 >= input.Length)
                {
                    return [.. output];
                }

                var reference = (input[i] << 8) | input[i + 1];
                i += 2;
                var offset = reference >> 4;
                if (offset == write)
                {
                    return [.. output]; // a reference to the write position ends the stream
                }

                for (var length = (reference & 0xF) + 2; length > 0; length--, offset++)
                {
                    Put(output, ring, ref write, ring[offset % RingSize]);
                }
            }
        }

        return [.. output];
    }

    private static void Put(List<byte> output, Span<byte> ring, ref int write, byte value)
    {
        output.Add(value);
        ring[write] = value;
        write = (write + 1) % RingSize;
    }
}
