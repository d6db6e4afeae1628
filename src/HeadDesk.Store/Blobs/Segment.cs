using Microsoft.Win32.SafeHandles;

namespace HeadDesk.Store.Blobs;

/// <summary>A segment that is open for appending.</summary>
internal sealed class Segment : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly byte[] _salt;
    private readonly byte[] _head = new byte[SegmentRecord.HeadSize];

    private Segment(int number, SafeFileHandle handle, byte[] salt, long length)
    {
        Number = number;
        _handle = handle;
        _salt = salt;
        Length = length;
    }

    public int Number { get; }

    /// <summary>Where the next record goes.</summary>
    public long Length { get; private set; }

    /// <summary>Holds what was not synced yet.</summary>
    public bool Dirty { get; set; }

    public static Segment Create(int number, string file)
    {
        var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            var header = SegmentHeader.Create();
            RandomAccess.Write(handle, header, 0);
            SegmentHeader.TryReadSalt(header, out var salt);
            return new Segment(number, handle, salt, SegmentHeader.Size);
        }
        catch
        {
            handle.Dispose();
            // Nothing is in it; left behind, it would be in the way of the next attempt.
            File.Delete(file);
            throw;
        }
    }

    /// <summary>Goes on after whatever is there: a torn record stays as dead space.</summary>
    /// <returns>Null where the segment is full or is none.</returns>
    public static Segment? Continue(int number, string file, long fullAt)
    {
        var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        Span<byte> header = stackalloc byte[SegmentHeader.Size];
        if (length < fullAt
            && RandomAccess.Read(handle, header, 0) == header.Length
            && SegmentHeader.TryReadSalt(header, out var salt))
        {
            return new Segment(number, handle, salt, length);
        }

        handle.Dispose();
        return null;
    }

    public BlobAddress Append(string sha256, ReadOnlyMemory<byte> content)
    {
        new SegmentRecord(sha256, content.Length).Write(_head, _salt);
        try
        {
            Dirty = true;
            RandomAccess.Write(_handle, [_head, content], Length);
        }
        catch (IOException)
        {
            CutTornTail();
            throw;
        }

        var address = new BlobAddress(sha256, Number, Length + SegmentRecord.HeadSize, content.Length);
        Length = address.Offset + content.Length;
        return address;
    }

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private void CutTornTail()
    {
        try
        {
            RandomAccess.SetLength(_handle, Length);
        }
        catch (IOException)
        {
            // The next record is written over it, or a later process goes on behind it: either way nobody names it.
        }
    }
}
