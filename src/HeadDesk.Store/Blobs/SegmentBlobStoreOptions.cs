using System.ComponentModel.DataAnnotations;

namespace HeadDesk.Store.Blobs;

public sealed record SegmentBlobStoreOptions
{
    /// <summary>A segment that has reached this many octets is left, and the next one begun.</summary>
    [Range(1024L * 1024, 64L * 1024 * 1024 * 1024)]
    public long SegmentSize { get; init; } = 256L * 1024 * 1024;
}
