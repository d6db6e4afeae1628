namespace HeadDesk.Store.Copying;

/// <summary>Plain words for what the file system said while something was copied.</summary>
public static class CopyFaults
{
    /// <param name="error">What was thrown.</param>
    /// <param name="target">What was being written.</param>
    public static StoreException From(Exception error, string target) => error is IOException { HResult: var code } && code is 28 or 122 or 69 or unchecked((int)0x80070070)
        ? StoreException.Full(target, error) // ENOSPC, EDQUOT (two numbers), ERROR_DISK_FULL
        : StoreException.Failed($"cannot write {target}", error);

    /// <summary>Refuses at once what cannot fit.</summary>
    /// <param name="folder">Exists.</param>
    /// <param name="octets">What will be written there.</param>
    public static void NeedSpace(string folder, long octets)
    {
        long free;
        try
        {
            free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return; // A file system that does not say; it will speak up when it is full.
        }

        if (free < octets)
        {
            throw StoreException.Full($"{folder}: {Megabytes(octets)} MB are needed, {Megabytes(free)} MB are free", null);
        }
    }

    private static string Megabytes(long octets) => (octets / 1_048_576.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
