using System.Runtime.InteropServices;

namespace HeadDesk.Store;

/// <summary>Folders whose entries survive a power cut: a new or renamed file is safe only when its folder was synced too (fsync(2)).</summary>
internal static partial class DurableFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Makes the folder, for its owner alone; one that exists keeps its mode.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Private);
        if (Path.GetDirectoryName(path) is { } parent)
        {
            Sync(parent);
        }
    }

    /// <exception cref="IOException">The disk failed.</exception>
    public static void Sync(string path)
    {
        // Windows keeps directory entries in its journal and cannot open a directory for flushing.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenNative(path, OperatingSystem.IsLinux() ? ReadOnlyCloseOnExec : 0);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        try
        {
            if (SyncNative(descriptor) != 0)
            {
                throw Failure("sync", path);
            }
        }
        finally
        {
            _ = CloseNative(descriptor);
        }
    }

    /// <summary>The content of a file reaches the disk.</summary>
    public static void SyncFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    private static IOException Failure(string what, string path)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"cannot {what} {path}: {Marshal.GetPInvokeErrorMessage(code)}", code);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseNative(int descriptor);
}
