using System.Security.Cryptography;
using System.Text;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Running;

/// <summary>The keys that sign tokens: made at the first start, kept in the data directory, readable by the owner alone.</summary>
internal static class KeyFile
{
    /// <summary>Of so many keys at most tokens are still believed: what the sixth had signed is void.</summary>
    public const int MaxKeys = 5;

    private const int KeyLength = 32;
    private const string FileName = "token.keys";

    /// <summary>One key a line in hex, the newest first.</summary>
    /// <exception cref="StoreException">The file cannot be read or made, or holds something else.</exception>
    public static IReadOnlyList<byte[]> LoadOrCreate(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            if (!File.Exists(path))
            {
                Write(path, [NewKey()]);
            }

            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw StoreException.CannotOpen(path, e.Message, e);
        }
    }

    /// <summary>A new key signs from now on. Refused while a daemon runs, since it has read its keys and would go on with them.</summary>
    /// <returns>How many older keys still verify.</returns>
    /// <exception cref="StoreException">The data directory is not there or in use, or its keys cannot be read or written.</exception>
    public static int Rotate(string dataDirectory)
    {
        using var looked = DataDirectory.OpenForReading(dataDirectory); // a mistyped path must not become a data directory
        using var held = DataDirectory.OpenForWriting(dataDirectory);
        var path = Path.Combine(held.Path, FileName);
        try
        {
            List<byte[]> older = File.Exists(path) ? [.. Read(path).Take(MaxKeys - 1)] : [];
            Write(path, [NewKey(), .. older]);
            return older.Count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw StoreException.CannotOpen(path, e.Message, e);
        }
    }

    private static List<byte[]> Read(string path)
    {
        var keys = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Select(Convert.FromHexString).ToList();
        return keys.Count > 0 && keys.All(k => k.Length >= KeyLength / 2)
            ? keys
            : throw StoreException.CannotOpen(path, "it holds no key; restore it from a backup, or remove it and every token issued so far becomes void");
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    // Written whole under another name first: a half-written key would void every token at the next start.
    private static void Write(string path, IReadOnlyList<byte[]> keys)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Concat(keys.Select(key => Convert.ToHexStringLower(key) + "\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
