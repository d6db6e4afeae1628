namespace HeadDesk.Store.Blobs;

/// <summary>Where a content-addressed original lies.</summary>
/// <param name="Sha256">Lower-case hex over the octets: the address.</param>
/// <param name="Segment">Number of the segment file.</param>
/// <param name="Offset">Of the first octet of the content within the segment.</param>
/// <param name="Length">Octets.</param>
public sealed record BlobAddress(string Sha256, int Segment, long Offset, long Length);
