using HeadDesk.Store.Blobs;

namespace HeadDesk.Store;

/// <summary>Where the originals lie.</summary>
public interface IBlobIndex
{
    /// <summary>Records where a blob lies; known ones are left as they are.</summary>
    ValueTask AddBlobAsync(BlobAddress blob, CancellationToken cancellationToken);

    ValueTask<BlobAddress?> FindBlobAsync(string sha256, CancellationToken cancellationToken);
}
