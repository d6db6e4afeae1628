using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace HeadDesk.Daemon.Health;

/// <summary>
/// Where the status socket of a data directory is: <c>headdesk.sock</c> in it. The kernel takes 107 bytes of a path (unix(7)); a longer one is
/// reached through the directory held open, <c>/proc/self/fd/N/headdesk.sock</c>.
/// </summary>
internal sealed partial class StatusAddress : IDisposable
{
    public const string FileName = "headdesk.sock";

    private const int MaxPath = 107;
    private const int PathOnly = 0x200000; // O_PATH
    private const int Directory = 0x10000; // O_DIRECTORY
    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private readonly int _held;

    private StatusAddress(string file, string reached, int held) => (File, EndPoint, _held) = (file, new UnixDomainSocketEndPoint(reached), held);

    /// <summary>The socket's own path, however long.</summary>
    public string File { get; }

    public UnixDomainSocketEndPoint EndPoint { get; }

    /// <summary>The path is too long for the kernel, and a detour was found.</summary>
    public bool IsDetour => _held >= 0;

    /// <exception cref="IOException">The path is too long, and there is no other way to it.</exception>
    public static StatusAddress Of(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, FileName);
        var length = Encoding.UTF8.GetByteCount(file);
        if (length <= MaxPath)
        {
            return new StatusAddress(file, file, -1);
        }

        var why = $"the path {file} is too long for a socket ({length} bytes, {MaxPath} at most): choose a shorter desk.dataDirectory";
        if (!OperatingSystem.IsLinux() || !System.IO.Directory.Exists("/proc/self/fd"))
        {
            throw new IOException(why);
        }

        var held = Open(dataDirectory, PathOnly | Directory | CloseOnExec);
        return held >= 0 ? new StatusAddress(file, $"/proc/self/fd/{held}/{FileName}", held) : throw new IOException(why);
    }

    public void Dispose()
    {
        if (_held >= 0)
        {
            _ = Close(_held);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
