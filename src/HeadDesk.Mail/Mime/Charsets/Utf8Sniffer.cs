using System.Text;
using System.Text.Unicode;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>Is it UTF-8? Text of other charsets is hardly ever valid UTF-8 by chance.</summary>
internal static class Utf8Sniffer
{
    public static bool IsValid(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);

    /// <summary>Of valid UTF-8: too many characters beyond ASCII for a short word of another charset that happens to be valid.</summary>
    public static bool IsBeyondChance(ReadOnlySpan<byte> bytes)
    {
        var lead = 0;
        while (lead < 4 && bytes.IndexOfAnyInRange((byte)0xC2, (byte)0xF4) is var next and >= 0)
        {
            lead++;
            bytes = bytes[(next + 1)..];
        }

        return lead == 4;
    }

    /// <summary>Valid but for a cut character or a few stray bytes: at least two in three sequences beyond ASCII are well formed, which in no other charset happens by chance.</summary>
    public static bool IsMostly(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        var good = 0;
        var bad = 0;
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var next and >= 0)
        {
            bytes = bytes[next..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status == System.Buffers.OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
            }

            bytes = bytes[length..];
        }

        return good >= bad * 2 || (good > 0 && bad <= 1);
    }
}
