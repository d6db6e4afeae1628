using System.Buffers;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>Where the bytes of an announced literal go.</summary>
internal enum LiteralPlace
{
    /// <summary>Into an array of our own.</summary>
    Memory,

    /// <summary>Into a stream the caller gave, piece by piece.</summary>
    Sink,

    /// <summary>Read and dropped, so that the connection stays in step.</summary>
    Skip,
}

/// <summary>The decision on one announced literal, taken before its first byte is read.</summary>
internal readonly record struct LiteralPlan(LiteralPlace Place, BodySink? Sink = null)
{
    public static LiteralPlan Memory => new(LiteralPlace.Memory);

    public static LiteralPlan Skip => new(LiteralPlace.Skip);

    public static LiteralPlan To(BodySink sink) => new(LiteralPlace.Sink, sink);
}

/// <summary>
/// A literal of a response. <see cref="Bytes"/> is null when it went to a sink or was dropped; when <see cref="Rented"/> the
/// array is longer than <see cref="Length"/> and belongs to the shared pool until somebody takes it over.
/// </summary>
internal readonly record struct WireLiteral(long Length, LiteralPlace Place, byte[]? Bytes, bool Rented, BodySink? Sink)
{
    /// <summary>Mail-sized arrays are rented, so that a steady stream of mail leaves no garbage; small ones are not worth it.</summary>
    private const int RentFrom = 8 * 1024;

    public static WireLiteral Create(long length, LiteralPlan plan)
    {
        if (plan.Place is not LiteralPlace.Memory)
        {
            return new WireLiteral(length, plan.Place, null, false, plan.Sink);
        }

        var size = checked((int)length);
        return size >= RentFrom
            ? new WireLiteral(length, plan.Place, ArrayPool<byte>.Shared.Rent(size), true, null)
            : new WireLiteral(length, plan.Place, GC.AllocateUninitializedArray<byte>(size), false, null);
    }

    public ReadOnlySpan<byte> Span => Bytes is null ? default : Bytes.AsSpan(0, (int)Length);

    public void Return()
    {
        if (Rented && Bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }
    }
}
