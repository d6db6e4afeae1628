namespace HeadDesk.Mail.Mime.Addresses;

internal enum AddressTokenKind
{
    End,

    /// <summary>A run of anything that is none of the below, an encoded word included.</summary>
    Word,

    /// <summary>The inside of a quoted string, backslashes still in it.</summary>
    Quoted,
    Comment,

    /// <summary>The inside of angle brackets.</summary>
    Angle,
    Comma,
    Semicolon,
    Colon,
}

/// <summary>One token of an address field.</summary>
internal readonly ref struct AddressToken(AddressTokenKind kind, ReadOnlySpan<byte> text, bool spaced)
{
    public AddressTokenKind Kind { get; } = kind;

    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Blanks stood before it.</summary>
    public bool Spaced { get; } = spaced;
}
