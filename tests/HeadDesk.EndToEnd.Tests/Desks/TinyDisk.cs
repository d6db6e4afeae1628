using System.Diagnostics;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>A file system of a few megabytes that can be filled and freed. Needs the right to mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private const int Chunk = 4096; // A page: a tmpfs gives space in these.

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-disk-");

    private TinyDisk()
    {
    }

    public string Path => _folder.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <returns>Null where this machine does not let us.</returns>
    public static TinyDisk? TryMount(int megabytes)
    {
        var disk = new TinyDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path))
        {
            return disk;
        }

        disk._folder.Delete();
        return null;
    }

    /// <summary>Takes all the space there is but for so many pages.</summary>
    public void Fill(int pagesLeft = 0)
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var page = new byte[Chunk];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }

        file.SetLength(file.Length - (pagesLeft * (long)Chunk));
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Delete();
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
    public TinyDiskFactAttribute() => Skip = TinyDiskTheoryAttribute.WhyNot;
}

/// <inheritdoc cref="TinyDiskFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<bool> Possible = new(() =>
    {
        using var disk = TinyDisk.TryMount(1);
        return disk is not null;
    });

    public TinyDiskTheoryAttribute() => Skip = WhyNot;

    /// <summary>Null where a disk can be had.</summary>
    public static string? WhyNot => Possible.Value ? null : "a tmpfs cannot be mounted here (needs root), so there is no disk to fill";
}
