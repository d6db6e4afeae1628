using System.Globalization;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>Names in a folder of backups: <c>headdesk-20260302T093000Z</c>, and with <c>.partial</c> behind it while it is written.</summary>
internal static class BackupFolder
{
    private const string Prefix = "headdesk-";
    private const string Partial = ".partial";
    private const string Lock = "writing.lock";

    /// <summary>A fresh folder beside the finished ones. What a killed backup left is removed; one that is being written elsewhere is left alone.</summary>
    public static (string Folder, FileStream Writing) Begin(string parent, DateTimeOffset now)
    {
        try
        {
            Create(parent);
            foreach (var left in Directory.EnumerateDirectories(parent, $"{Prefix}*{Partial}").ToList())
            {
                RemoveAbandoned(left);
            }

            var name = Prefix + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            var folder = Path.Combine(parent, name);
            for (var i = 2; Directory.Exists(folder) || Directory.Exists(folder + Partial); i++)
            {
                folder = Path.Combine(parent, $"{name}-{i}");
            }

            Create(folder + Partial);
            return (folder + Partial, new FileStream(Path.Combine(folder + Partial, Lock), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Store.Copying.CopyFaults.From(e, parent);
        }
    }

    /// <summary>It is whole: it gets its name.</summary>
    public static string Finish(string partial, FileStream writing)
    {
        File.Delete(writing.Name);
        writing.Dispose();
        var folder = partial[..^Partial.Length];
        Directory.Move(partial, folder);
        return folder;
    }

    /// <summary>The folder itself where it is a backup, else the newest whole one in it.</summary>
    /// <exception cref="StoreException">Neither.</exception>
    public static string Find(string path)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            throw StoreException.CannotOpen(path, "there is no such folder");
        }

        if (File.Exists(Path.Combine(path, BackupManifest.FileName)))
        {
            return path;
        }

        return Directory.EnumerateDirectories(path, Prefix + "*")
            .Where(f => !f.EndsWith(Partial, StringComparison.Ordinal) && File.Exists(Path.Combine(f, BackupManifest.FileName)))
            .OrderByDescending(f => BackupManifest.Read(f).Made).FirstOrDefault()
            ?? throw StoreException.CannotOpen(path, "there is no whole backup in it");
    }

    /// <summary>Readable by its owner alone: a backup holds what customers wrote, and the keys.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void RemoveAbandoned(string left)
    {
        var file = Path.Combine(left, Lock);
        try
        {
            if (File.Exists(file))
            {
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            }
        }
        catch (IOException)
        {
            return; // Somebody writes it.
        }

        Directory.Delete(left, recursive: true);
    }
}
