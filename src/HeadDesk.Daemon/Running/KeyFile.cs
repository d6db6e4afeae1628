using System.Security.Cryptography;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Running;

/// <summary>The keys that sign tokens: made at the first start, kept in the data directory, readable by the owner alone.</summary>
internal static class KeyFile
{
    private const int KeyLength = 32;

    /// <summary>One key a line in hex, the newest first: add a line on top to rotate, take lines from below to retire.</summary>
    /// <exception cref="StoreException">The file cannot be read or made, or holds something else.</exception>
    public static IReadOnlyList<byte[]> LoadOrCreate(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "token.keys");
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var keys = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Select(Convert.FromHexString).ToList();
            return keys.Count > 0 && keys.All(k => k.Length >= KeyLength / 2)
                ? keys
                : throw StoreException.CannotOpen(path, "it holds no key; restore it from a backup, or remove it and every token issued so far becomes void");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw StoreException.CannotOpen(path, e.Message, e);
        }
    }

    // Written whole under another name first: a half-written key would void every token at the next start.
    private static void Create(string path)
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
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
