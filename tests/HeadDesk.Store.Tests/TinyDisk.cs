using System.Diagnostics;

namespace HeadDesk.Store.Tests;

/// <summary>A file system of two megabytes, so that a full disk is a real one. Needs the right to mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TinyDisk()
    {
    }

    public string Path => _folder.Path;

    /// <returns>Null where this machine does not let us.</returns>
    public static TinyDisk? TryMount()
    {
        var disk = new TinyDisk();
        if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.Path))
        {
            return disk;
        }

        disk._folder.Dispose();
        return null;
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test on a <see cref="TinyDisk"/>; skipped with the reason where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Possible = new(() =>
    {
        using var disk = TinyDisk.TryMount();
        return disk is not null;
    });

    public TinyDiskFactAttribute()
    {
        if (!Possible.Value)
        {
            Skip = "a tmpfs cannot be mounted here (needs root), so there is no disk to fill";
        }
    }
}
