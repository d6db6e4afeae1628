namespace HeadDesk.Store.Blobs;

/// <summary>Plain words for what the file system said of a file among the originals.</summary>
public static class BlobFaults
{
    /// <param name="error">From writing a file, also one of <see cref="IBlobStore.CreateTemporaryFile"/>.</param>
    /// <param name="folder">Where the originals lie.</param>
    public static StoreException From(Exception error, string folder) => error is IOException { HResult: var code } && IsFull(code)
        ? StoreException.Full($"the originals in {folder}", error)
        : StoreException.Failed($"cannot write the originals in {folder}", error);

    // ENOSPC, EDQUOT (asm-generic/errno.h; 69 is EDQUOT of the BSDs); ERROR_DISK_FULL as HRESULT.
    private static bool IsFull(int code) => code is 28 or 122 or 69 or unchecked((int)0x80070070);
}
