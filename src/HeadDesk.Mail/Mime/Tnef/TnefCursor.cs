using System.Buffers.Binary;

namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>Little-endian reading that stops at the end instead of failing.</summary>
internal ref struct TnefCursor(ReadOnlyMemory<byte> data)
{
    private readonly ReadOnlyMemory<byte> _data = data;
    private int _position;

    public readonly int Left => _data.Length - _position;

    /// <summary>Something was asked for that is not there.</summary>
    public bool Overrun { get; private set; }

    public byte Byte() => Take(1) is { Length: 1 } taken ? taken.Span[0] : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadUInt16LittleEndian(taken.Span) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32LittleEndian(taken.Span) : 0;

    /// <summary>The next bytes, or what is left of them.</summary>
    public ReadOnlyMemory<byte> Take(long length)
    {
        Overrun |= length > Left || length < 0;
        var taken = _data.Slice(_position, (int)Math.Clamp(length, 0, Left));
        _position += taken.Length;
        return taken;
    }

    /// <summary>A value padded to a multiple of four bytes.</summary>
    public ReadOnlyMemory<byte> TakePadded(long length)
    {
        var taken = Take(length);
        Take(Math.Min(Left, (4 - (length & 3)) & 3));
        return taken;
    }
}
