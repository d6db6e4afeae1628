using HeadDesk.Daemon.Configuration;
using HeadDesk.Store;
using HeadDesk.Store.Checking;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>The data directory: room on its disk, and whether an existing store is sound. Looks only, also beside a running daemon.</summary>
internal static class DataCheck
{
    private const string Area = "data";
    private const int Sample = 500;
    private const long Scarce = 1L << 30;
    private const long TooLittle = 64L << 20;

    public static async Task<IReadOnlyList<Finding>> RunAsync(LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        var directory = configuration.DataDirectory;
        if (File.Exists(directory))
        {
            return [Finding.Wrong(Area, $"{directory} is a file, wanted: a directory")];
        }

        return [Space(directory), await StoreAsync(directory, cancellationToken)];
    }

    private static Finding Space(string directory)
    {
        var there = directory;
        while (!Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there)!;
        }

        return SpaceOf(directory, new DriveInfo(there).AvailableFreeSpace);
    }

    internal static Finding SpaceOf(string directory, long free)
    {
        var text = $"{free >> 20} MB are free for {directory}";
        return free < TooLittle ? Finding.Wrong(Area, text) : free < Scarce ? Finding.Warning(Area, text) : Finding.Good(Area, text);
    }

    private static async Task<Finding> StoreAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return Finding.Good(Area, "there is no store yet, the first start makes it");
        }

        try
        {
            using var directory = DataDirectory.OpenForReading(path);
            if (!File.Exists(directory.DatabaseFile))
            {
                return Finding.Good(Area, "there is no store yet, the first start makes it");
            }

            await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken);
            var findings = StoreCheck.RunQuick(store, directory, Sample);
            return findings.Count == 0
                ? Finding.Good(Area, $"the store is sound (quick check, files of the newest {Sample} originals at most)")
                : Finding.Wrong(Area, $"{findings[0]}{(findings.Count > 1 ? $", and {findings.Count - 1} more" : "")}; restore a backup, see docs/operating.md");
        }
        catch (StoreException e)
        {
            return e.IsOutdated ? Finding.Note(Area, e.Message) : Finding.Wrong(Area, e.Message);
        }
    }
}
