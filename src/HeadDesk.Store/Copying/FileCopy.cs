using System.Security.Cryptography;

namespace HeadDesk.Store.Copying;

/// <summary>Copies files so that they are on the disk when it returns, and digests them on the way.</summary>
public static class FileCopy
{
    private const int BufferSize = 256 * 1024;

    /// <param name="source">May be growing.</param>
    /// <param name="target">Must not exist; readable by its owner alone.</param>
    /// <param name="length">Octets to copy; null = all there are.</param>
    /// <param name="progress">Called with the octets of each step.</param>
    /// <returns>Octets and lower-case hex SHA-256.</returns>
    /// <exception cref="StoreException">No space, or one of both cannot be used, or the source is too short.</exception>
    public static async Task<(long Length, string Sha256)> RunAsync(string source, string target, long? length, Action<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var from = new FileStream(source, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            using var to = new FileStream(target, ForOwner(FileMode.CreateNew));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferSize];
            long done = 0;
            while (length is null || done < length)
            {
                var wanted = (int)Math.Min(buffer.Length, (length ?? long.MaxValue) - done);
                var got = await from.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                if (got == 0)
                {
                    break;
                }

                await to.WriteAsync(buffer.AsMemory(0, got), cancellationToken).ConfigureAwait(false);
                hash.AppendData(buffer, 0, got);
                done += got;
                progress?.Invoke(got);
            }

            if (done < length)
            {
                throw StoreException.Damaged($"{source} ends after {done} octets, {length} are on record: check the store");
            }

            to.Flush(flushToDisk: true);
            return (done, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (FileNotFoundException e)
        {
            throw StoreException.Damaged($"{source} is missing", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyFaults.From(e, target);
        }
    }

    /// <summary>Octets and digest of a file as it lies there.</summary>
    public static async Task<(long Length, string Sha256)> DigestAsync(string file, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var from = new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, BufferSize = 0 });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long done = 0;
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var got and > 0)
        {
            hash.AppendData(buffer, 0, got);
            done += got;
            progress?.Invoke(got);
        }

        return (done, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Writes a small file whole, synced, readable by its owner alone.</summary>
    public static void Write(string target, ReadOnlySpan<byte> content)
    {
        try
        {
            using var to = new FileStream(target, ForOwner(FileMode.Create));
            to.Write(content);
            to.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyFaults.From(e, target);
        }
    }

    private static FileStreamOptions ForOwner(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
