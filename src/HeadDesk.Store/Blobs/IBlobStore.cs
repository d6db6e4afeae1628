namespace HeadDesk.Store.Blobs;

/// <summary>The originals, byte for byte. Append-only; one writer.</summary>
/// <remarks>
/// Order of writing: append, <see cref="FlushAsync"/>, then the commit that names the address. What was appended and never
/// named (the process died between) is dead space, never a wrong answer.
/// </remarks>
public interface IBlobStore : IAsyncDisposable
{
    /// <summary>Appends a small original. Not durable before the flush.</summary>
    /// <exception cref="StoreException">Disk full or unwritable.</exception>
    ValueTask<BlobAddress> AppendAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A file in the store's own folder to stream a large original into.</summary>
    string CreateTemporaryFile();

    /// <summary>Takes a file made by <see cref="CreateTemporaryFile"/> over as a segment of its own, without copying it.</summary>
    ValueTask<BlobAddress> AdoptAsync(string sha256, string temporaryFile, CancellationToken cancellationToken);

    /// <summary>Everything appended or adopted so far survives a power cut (fsync of files and folder).</summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Reads an original back; its digest is verified by whoever reads it to the end.</summary>
    Stream Open(BlobAddress blob);
}
