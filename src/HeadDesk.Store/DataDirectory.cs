using System.Globalization;
using HeadDesk.Store.Copying;

namespace HeadDesk.Store;

/// <summary>Where everything of a store on this machine lies, and the right to write there: one process at a time.</summary>
/// <remarks>The lock is the kernel's (flock), so it ends with the process however that ends; the file stays.</remarks>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream? _lock;

    private DataDirectory(string path, FileStream? locked)
    {
        Path = path;
        _lock = locked;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public bool CanWrite => _lock is not null;

    public string DatabaseFile => System.IO.Path.Combine(Path, "headdesk.db");

    public string BlobFolder => System.IO.Path.Combine(Path, "blobs");

    /// <summary>Makes the directory where it is new, readable by its owner alone, and locks it.</summary>
    /// <exception cref="StoreException">Another process has it, or there is no right to it.</exception>
    public static DataDirectory OpenForWriting(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            DurableFolder.Create(path);
            var locked = Lock(path);
            try
            {
                // Apart from the lock file, which nobody else can open while it is locked.
                File.WriteAllText(ProcessFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                StoreExchange.Finish(path);
                return new DataDirectory(path, locked);
            }
            catch
            {
                locked.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.CannotOpen(path, e.Message, e);
        }
    }

    /// <summary>For looking only; may be held while another process writes.</summary>
    public static DataDirectory OpenForReading(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            throw StoreException.CannotOpen(path, "there is no such directory");
        }

        return StoreExchange.IsUnderWay(path)
            ? throw StoreException.CannotOpen(path, "a restore was cut short; start the daemon, or restore again, to finish it")
            : new DataDirectory(path, null);
    }

    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, "headdesk.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(file))
        {
            throw StoreException.InUse(path, Holder(path));
        }
    }

    private static int Holder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(ProcessFile(path)), CultureInfo.InvariantCulture, out var process) ? process : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever holds it is just starting; the message names no process then.
            return 0;
        }
    }

    private static string ProcessFile(string path) => System.IO.Path.Combine(path, "headdesk.pid");
}
