using System.Globalization;
using System.Text;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>Writes files whole or not at all. An old one is never overwritten, unless forced, and then it is kept beside the new one.</summary>
internal sealed class SetupFiles(bool force, DateTimeOffset now)
{
    public const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Readable = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="SetupException">There is one already, and it may not be replaced.</exception>
    public void Refuse(string path)
    {
        if (!force && (File.Exists(path) || Directory.Exists(path)))
        {
            throw SetupException.Failed($"{path} is there already; --force replaces it and keeps the old one beside it");
        }
    }

    /// <summary>A folder that only its owner can enter.</summary>
    public static void MakeSecretFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <returns>Where the old one is kept; null where there was none.</returns>
    /// <exception cref="IOException">It cannot be written, or has come into being since it was looked for.</exception>
    public string? Write(string path, string text, UnixFileMode mode)
    {
        Refuse(path);
        var temporary = $"{path}.new-{Environment.ProcessId}";
        try
        {
            using (var file = new FileStream(temporary, OptionsFor(mode)))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            var kept = Keep(path);
            File.Move(temporary, path, overwrite: kept is not null);
            return kept;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStreamOptions OptionsFor(UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return options;
    }

    // A copy, so that there is a file of this name at every moment.
    private string? Keep(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var kept = $"{path}.{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        using var from = File.OpenRead(path);
        using var to = new FileStream(kept, OptionsFor(OperatingSystem.IsWindows() ? Secret : File.GetUnixFileMode(path)));
        from.CopyTo(to);
        to.Flush(flushToDisk: true);
        return kept;
    }
}
