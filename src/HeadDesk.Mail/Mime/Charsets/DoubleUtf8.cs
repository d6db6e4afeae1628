using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>UTF-8 that a program took for windows-1252 and encoded once more: "GrÃ¼ÃŸe" for "Grüße".</summary>
/// <remarks>
/// Undone only where all that is beyond ASCII turns into valid UTF-8, several times, and within words: who writes about such garbling
/// quotes single characters, or writes right ones beside them.
/// </remarks>
internal static class DoubleUtf8
{
    private const int FewestSequences = 4;

    /// <returns>false after the first few characters of nearly every text</returns>
    public static bool TryUndo(ReadOnlySpan<byte> utf8, out byte[] undone)
    {
        undone = [];
        var first = utf8.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (first < 0 || !IsTwice(utf8[first..]))
        {
            return false;
        }

        var bytes = new byte[utf8.Length];
        var length = 0;
        var (sequences, inWords) = (0, 0);
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            plain = plain < 0 ? utf8.Length : plain;
            utf8[..plain].CopyTo(bytes.AsSpan(length));
            length += plain;
            utf8 = utf8[plain..];
            var start = length;
            while (!utf8.IsEmpty && utf8[0] > 0x7F)
            {
                if (Rune.DecodeFromUtf8(utf8, out var rune, out var used) != System.Buffers.OperationStatus.Done || !TryByte(rune, out bytes[length]))
                {
                    return false;
                }

                length++;
                utf8 = utf8[used..];
            }

            if (length > start)
            {
                var run = bytes.AsSpan(start, length - start);
                var count = run.Length - Continuations(run);
                sequences += count;
                inWords += run.Length > 2 || (start > 0 && char.IsAsciiLetter((char)bytes[start - 1])) || (!utf8.IsEmpty && char.IsAsciiLetter((char)utf8[0])) ? count : 0;
            }
        }

        undone = bytes[..length];
        return sequences >= FewestSequences && inWords * 4 >= sequences * 3 && Utf8Sniffer.IsValid(undone);
    }

    /// <summary>The first two characters stand for a leading byte and one that continues it.</summary>
    private static bool IsTwice(ReadOnlySpan<byte> utf8) =>
        Rune.DecodeFromUtf8(utf8, out var lead, out var used) == System.Buffers.OperationStatus.Done && TryByte(lead, out var first) && first is >= 0xC2 and <= 0xF4
        && Rune.DecodeFromUtf8(utf8[used..], out var next, out _) == System.Buffers.OperationStatus.Done && TryByte(next, out var second) && second is >= 0x80 and <= 0xBF;

    private static int Continuations(ReadOnlySpan<byte> run)
    {
        var count = 0;
        foreach (var b in run)
        {
            count += b is >= 0x80 and <= 0xBF ? 1 : 0;
        }

        return count;
    }

    /// <summary>The byte that windows-1252 has for a character; its five holes are taken for themselves.</summary>
    private static bool TryByte(Rune rune, out byte value)
    {
        const string Upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
        value = (byte)rune.Value;
        if (rune.Value is >= 0x80 and <= 0xFF)
        {
            return true;
        }

        var index = rune.IsBmp ? Upper.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        value = (byte)(0x80 + index);
        return index >= 0;
    }
}
