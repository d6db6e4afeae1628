namespace HeadDesk.Rules.Threading;

/// <summary>RFC 4648 §6 without padding, lower case; reading folds case. Whole groups of five octets only.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length * 8 / 5];
        for (var group = 0; group < bytes.Length / 5; group++)
        {
            ulong bits = 0;
            foreach (var octet in bytes.Slice(group * 5, 5))
            {
                bits = (bits << 8) | octet;
            }

            for (var i = 7; i >= 0; i--, bits >>= 5)
            {
                text[(group * 8) + i] = Alphabet[(int)(bits & 31)];
            }
        }

        return new string(text);
    }

    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length * 5 != bytes.Length * 8)
        {
            return false;
        }

        for (var group = 0; group < bytes.Length / 5; group++)
        {
            ulong bits = 0;
            foreach (var character in text.Slice(group * 8, 8))
            {
                var value = Alphabet.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
                if (value < 0)
                {
                    return false;
                }

                bits = (bits << 5) | (uint)value;
            }

            for (var i = 4; i >= 0; i--, bits >>= 8)
            {
                bytes[(group * 5) + i] = (byte)bits;
            }
        }

        return true;
    }
}
