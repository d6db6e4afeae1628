using System.Globalization;
using HeadDesk.MailServers;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>What /proc says of processes (proc(5)).</summary>
internal static class ServerCpu
{
    private const double TicksPerSecond = 100; // USER_HZ

    /// <summary>Processor time of every process of the mail user so far, finished children included.</summary>
    public static TimeSpan Of(MailServerSet servers)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var uid = File.ReadLines($"{folder}/status").First(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
                if (int.Parse(uid, CultureInfo.InvariantCulture) == servers.UserId)
                {
                    // After the name in brackets: utime, stime, cutime, cstime are fields 14 to 17.
                    var stat = File.ReadAllText($"{folder}/stat");
                    ticks += stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(t => long.Parse(t, CultureInfo.InvariantCulture));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Ended between the listing and the look; its parent has its time.
                continue;
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
