using System.Buffers;

namespace HeadDesk.Mail.Imap;

/// <summary>
/// What the server told of one message. Only what was asked for is set. Disposing is optional: it gives large bodies back for
/// reuse, after which no <see cref="FetchedContent.Memory"/> of this message may be looked at.
/// </summary>
public sealed class FetchedMessage : IDisposable
{
    private List<byte[]>? rented;

    public uint Uid { get; internal set; }

    /// <summary>The message sequence number, true only at the moment of the answer.</summary>
    public uint Number { get; internal set; }

    public MessageFlags? Flags { get; internal set; }

    /// <summary>When the server received it.</summary>
    public DateTimeOffset? InternalDate { get; internal set; }

    /// <summary>RFC822.SIZE in bytes.</summary>
    public long? Size { get; internal set; }

    public ulong? ModSeq { get; internal set; }

    /// <summary>Null also where the server's structure cannot be read or breaks a limit.</summary>
    public BodyPart? Structure { get; internal set; }

    public FetchedContent? Headers { get; internal set; }

    public FetchedContent? HeaderFields { get; internal set; }

    public FetchedContent? Body { get; internal set; }

    /// <summary>The parts asked for, by their number.</summary>
    public IReadOnlyDictionary<string, FetchedContent> Sections => SectionMap ?? EmptySections;

    /// <summary>False while a response is only looked at: its large bodies stay with the frame.</summary>
    internal bool TakesBodies { get; init; } = true;

    internal Dictionary<string, FetchedContent>? SectionMap { get; set; }

    private static readonly Dictionary<string, FetchedContent> EmptySections = [];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref rented, null) is { } arrays)
        {
            arrays.ForEach(array => ArrayPool<byte>.Shared.Return(array));
        }
    }

    internal void Own(byte[] array) => (rented ??= []).Add(array);

    /// <summary>A server may answer about one message in several responses; the later word counts.</summary>
    internal void Absorb(FetchedMessage later)
    {
        Number = later.Number;
        Flags = later.Flags ?? Flags;
        InternalDate = later.InternalDate ?? InternalDate;
        Size = later.Size ?? Size;
        ModSeq = later.ModSeq ?? ModSeq;
        Structure = later.Structure ?? Structure;
        Headers = later.Headers ?? Headers;
        HeaderFields = later.HeaderFields ?? HeaderFields;
        Body = later.Body ?? Body;
        foreach (var (name, content) in later.Sections)
        {
            (SectionMap ??= new(StringComparer.OrdinalIgnoreCase))[name] = content;
        }

        foreach (var array in Interlocked.Exchange(ref later.rented, null) ?? [])
        {
            Own(array);
        }
    }
}
