using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace HeadDesk.Store.Blobs;

/// <summary>Every original that the files themselves show, each read through and its digest verified.</summary>
/// <remarks>What is torn or damaged is passed over to the next record; memory does not grow with the files.</remarks>
internal sealed class SegmentScan(SegmentFolder folder)
{
    private const int BufferSize = 64 * 1024;
    private readonly byte[] _buffer = new byte[BufferSize];

    /// <exception cref="StoreException">A file cannot be read.</exception>
    public IEnumerable<BlobAddress> Run(CancellationToken cancellationToken)
    {
        foreach (var (number, extension) in folder.List())
        {
            using var handle = Open(folder.FileOf(number, extension));
            var found = extension == SegmentFolder.Raw ? Whole(number, handle) : Records(number, handle, cancellationToken);
            foreach (var blob in found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return blob;
            }
        }
    }

    private IEnumerable<BlobAddress> Whole(int number, SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        yield return new BlobAddress(Digest(handle, 0, length), number, 0, length);
    }

    private IEnumerable<BlobAddress> Records(int number, SafeFileHandle handle, CancellationToken cancellationToken)
    {
        var end = RandomAccess.GetLength(handle);
        if (!SegmentHeader.TryReadSalt(_buffer.AsSpan(0, Fill(handle, 0, SegmentHeader.Size)), out var salt))
        {
            yield break;
        }

        for (long at = SegmentHeader.Size; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var head = _buffer.AsSpan(0, Fill(handle, at, SegmentRecord.HeadSize));
            if (SegmentRecord.TryRead(head, salt, out var record)
                && record.Length <= end - at - SegmentRecord.HeadSize
                && Digest(handle, at + SegmentRecord.HeadSize, record.Length) == record.Sha256)
            {
                var blob = new BlobAddress(record.Sha256, number, at + SegmentRecord.HeadSize, record.Length);
                at = blob.Offset + blob.Length;
                yield return blob;
            }
            else
            {
                at = NextMagic(handle, at + 1);
            }
        }
    }

    // The salt keeps strangers from writing heads, so a candidate that fails is rare and this stays linear.
    private long NextMagic(SafeFileHandle handle, long from)
    {
        var magic = SegmentRecord.Magic;
        while (true)
        {
            var got = Fill(handle, from, _buffer.Length);
            var index = _buffer.AsSpan(0, got).IndexOf(magic);
            if (index >= 0)
            {
                return from + index;
            }

            if (got < _buffer.Length)
            {
                return from + got;
            }

            // The magic may lie across two buffers.
            from += got - (magic.Length - 1);
        }
    }

    private string Digest(SafeFileHandle handle, long from, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (length > 0)
        {
            var got = Fill(handle, from, (int)Math.Min(length, _buffer.Length));
            if (got == 0)
            {
                break;
            }

            hash.AppendData(_buffer, 0, got);
            from += got;
            length -= got;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private int Fill(SafeFileHandle handle, long from, int wanted)
    {
        var got = 0;
        while (got < wanted)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(got, wanted - got), from + got);
            if (read == 0)
            {
                break;
            }

            got += read;
        }

        return got;
    }

    private static SafeFileHandle Open(string file)
    {
        try
        {
            return File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Failed($"cannot read {file}", e);
        }
    }
}
