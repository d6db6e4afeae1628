using System.Diagnostics;
using System.Globalization;

namespace HeadDesk.MailServers.Running;

/// <summary>
/// The one folder of a run. It names the process that made it, so that what a killed test run left behind is removed by the next.
/// </summary>
internal static class RunFolder
{
    private const string Prefix = "headdesk-mail-";
    private const string OwnerFile = "owner";

    public static string Create(string? wanted)
    {
        string folder;
        if (wanted is null)
        {
            SweepAbandoned();
            folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        }
        else
        {
            folder = Directory.CreateDirectory(Path.GetFullPath(wanted)).FullName;
        }

        File.WriteAllText(Path.Combine(folder, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        // The servers run as somebody else when the tests run as root.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    public static void Delete(string folder)
    {
        // A server's last child may still write its pid or log file while the tree goes away.
        for (int attempt = 0; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static void SweepAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (IsAbandoned(folder))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // Another run sweeps it at the same moment, or it is another user's: not ours to insist.
                    Debug.WriteLine(failure.Message);
                }
            }
        }
    }

    private static bool IsAbandoned(string folder)
    {
        string owner = Path.Combine(folder, OwnerFile);
        return File.Exists(owner)
            && int.TryParse(File.ReadAllText(owner), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && !Directory.Exists($"/proc/{process}");
    }
}
