namespace HeadDesk.Daemon.Tests;

/// <summary>Files of the project that tests read where they lie.</summary>
internal static class ProjectFolder
{
    public static string PathOf(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HeadDesk.sln")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }

        throw new InvalidOperationException("the tests do not lie in the project");
    }
}
