namespace HeadDesk.Mail.Imap.Wire;

/// <summary>
/// One whole response: its text without the final line end, in which every literal is left as <c>{n}</c> CRLF, and the literals
/// in the order of their announcement. The object is used again for the next response: spans into it do not outlive that.
/// </summary>
internal sealed class ResponseFrame
{
    private const int KeepCapacity = 64 * 1024;

    private byte[] text = new byte[1024];
    private int length;
    private readonly List<WireLiteral> literals = [];

    public ReadOnlySpan<byte> Text => text.AsSpan(0, length);

    public int Length => length;

    public int LiteralCount => literals.Count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (text.Length - length < bytes.Length)
        {
            Array.Resize(ref text, Math.Max(text.Length * 2, length + bytes.Length));
        }

        bytes.CopyTo(text.AsSpan(length));
        length += bytes.Length;
    }

    public void Truncate(int newLength) => length = newLength;

    public void Add(WireLiteral literal) => literals.Add(literal);

    public WireLiteral Literal(int index) => literals[index];

    /// <summary>Hands a literal over for good: its array no longer returns to the pool with the frame.</summary>
    public WireLiteral Take(int index)
    {
        var literal = literals[index];
        literals[index] = literal with { Rented = false };
        return literal;
    }

    /// <summary>Ready for the next response; a large text buffer is let go, literals nobody took are returned.</summary>
    public void Reset()
    {
        length = 0;
        if (text.Length > KeepCapacity)
        {
            text = new byte[1024];
        }

        foreach (var literal in literals)
        {
            literal.Return();
        }

        literals.Clear();
    }
}
