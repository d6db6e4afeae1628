namespace HeadDesk.Mail.Mime.Decoding;

internal static class HexDigits
{
    private static ReadOnlySpan<sbyte> Values => ValueTable;

    private static readonly sbyte[] ValueTable = [.. Enumerable.Range(0, 256).Select(b => (sbyte)("0123456789ABCDEF".IndexOf(char.ToUpperInvariant((char)b), StringComparison.Ordinal)))];

    /// <returns>0 to 15, or -1</returns>
    public static int ValueOf(byte digit) => Values[digit];
}
