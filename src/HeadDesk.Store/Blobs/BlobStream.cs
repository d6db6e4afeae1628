using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace HeadDesk.Store.Blobs;

/// <summary>One original, read forward; reading its end verifies the digest.</summary>
internal sealed class BlobStream : Stream
{
    private readonly SafeFileHandle _handle;
    private readonly BlobAddress _blob;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _verified;

    private BlobStream(SafeFileHandle handle, BlobAddress blob)
    {
        _handle = handle;
        _blob = blob;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Known, though the stream cannot seek.</summary>
    public override long Length => _blob.Length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="StoreException">The file is not there.</exception>
    public static BlobStream Open(string file, BlobAddress blob)
    {
        try
        {
            var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new BlobStream(handle, blob);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StoreException.Damaged($"the original {blob.Sha256} is missing: there is no {file}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Failed($"cannot read the original {blob.Sha256}", e);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _blob.Length - _read);
        var got = wanted == 0 ? 0 : RandomAccess.Read(_handle, buffer[..wanted], _blob.Offset + _read);
        Account(buffer[..got], wanted);
        return got;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, _blob.Length - _read);
        var got = wanted == 0
            ? 0
            : await RandomAccess.ReadAsync(_handle, buffer[..wanted], _blob.Offset + _read, cancellationToken).ConfigureAwait(false);
        Account(buffer.Span[..got], wanted);
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Account(ReadOnlySpan<byte> got, int wanted)
    {
        if (got.IsEmpty && wanted > 0)
        {
            throw StoreException.Damaged($"the original {_blob.Sha256} ends after {_read} of {_blob.Length} octets");
        }

        _hash.AppendData(got);
        _read += got.Length;
        if (_read == _blob.Length && !_verified)
        {
            _verified = true;
            if (Convert.ToHexStringLower(_hash.GetHashAndReset()) != _blob.Sha256)
            {
                throw StoreException.Damaged($"the original {_blob.Sha256} is damaged: its digest differs");
            }
        }
    }
}
