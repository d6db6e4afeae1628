namespace HeadDesk.Mail.Imap.Wire;

/// <summary>The words that open a status response. RFC 9051 §7.1.</summary>
internal enum StatusKind
{
    Ok,
    No,
    Bad,
    PreAuth,
    Bye,
}

internal static class StatusWord
{
    /// <summary>Reads OK, NO, BAD, PREAUTH or BYE followed by a space or the end; <paramref name="length"/> excludes the space.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out StatusKind kind, out int length)
    {
        (kind, length) = text.Length == 0 ? default : (text[0] | 0x20) switch
        {
            'o' when Is(text, "OK"u8) => (StatusKind.Ok, 2),
            'n' when Is(text, "NO"u8) => (StatusKind.No, 2),
            'b' when Is(text, "BAD"u8) => (StatusKind.Bad, 3),
            'b' when Is(text, "BYE"u8) => (StatusKind.Bye, 3),
            'p' when Is(text, "PREAUTH"u8) => (StatusKind.PreAuth, 7),
            _ => default((StatusKind, int)),
        };
        return length > 0;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length
        && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word)
        && (text.Length == word.Length || text[word.Length] == ' ');
}
