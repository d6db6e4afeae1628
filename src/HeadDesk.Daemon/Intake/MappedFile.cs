using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace HeadDesk.Daemon.Intake;

/// <summary>A file as memory, without reading it into the heap: a 45 MB mail costs address space, not working set.</summary>
/// <remarks>
/// What was read of a mapping counts as the process's own memory until the kernel needs it elsewhere. So that a mail of any length is read
/// within a bound, the pages of a long one are given back at short intervals; what is looked at again comes from the page cache.
/// </remarks>
internal sealed unsafe partial class MappedFile : MemoryManager<byte>
{
    /// <summary>Octets; a shorter file is not worth a thread.</summary>
    private const int ForgetFrom = 16 * 1024 * 1024;
    private const int DontNeed = 4; // MADV_DONTNEED, madvise(2): pages of a file are read again from the file
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMilliseconds(10);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;
    private readonly bool _temporary;
    private readonly Lock _mapped = new();
    private readonly ManualResetEventSlim _ended = new();
    private bool _disposed;

    /// <param name="path">Not empty; of a file over 2 GB the beginning is seen.</param>
    /// <param name="temporary">Deleted in the end, unless it has been moved away meanwhile.</param>
    /// <param name="longest">Octets that are seen of it.</param>
    public MappedFile(string path, bool temporary = false, int? longest = null)
    {
        Path = path;
        _temporary = temporary;
        _length = (int)Math.Min(new FileInfo(path).Length, longest ?? Array.MaxLength);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        if (_length >= ForgetFrom && OperatingSystem.IsLinux())
        {
            // A thread of its own: the pool's may all be busy with reading this very file, and a timer waits for one of them.
            new Thread(KeepForgetting) { IsBackground = true, Name = "mapped file" }.Start();
        }
    }

    public string Path { get; }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
        // The mapping does not move.
    }

    private void KeepForgetting()
    {
        while (!_ended.Wait(ForgetEvery))
        {
            Forget();
        }
    }

    /// <summary>Gives the pages back; the content stays as it is.</summary>
    internal void Forget()
    {
        lock (_mapped)
        {
            if (!_disposed && OperatingSystem.IsLinux())
            {
                _ = Advise(_start, (nuint)_length, DontNeed);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended.Set();
            lock (_mapped)
            {
                _disposed = true; // a call still to come would give back the pages of whoever is mapped here next
            }

            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
            if (_temporary)
            {
                File.Delete(Path);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
