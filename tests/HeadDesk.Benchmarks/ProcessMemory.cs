using System.Globalization;

namespace HeadDesk.Benchmarks;

/// <summary>What a process holds in memory, from Linux' <c>/proc</c> (man 5 proc).</summary>
internal static class ProcessMemory
{
    private const string OurOwn = "self";

    /// <summary>The peak of another process in bytes; 0 once it has ended.</summary>
    public static long PeakOf(int process) => Read(process.ToString(CultureInfo.InvariantCulture), "VmHWM:");

    public static long Peak() => Read(OurOwn, "VmHWM:");

    public static long Now() => Read(OurOwn, "VmRSS:");

    /// <summary>The peak counts anew from here.</summary>
    public static void ForgetPeak() => File.WriteAllText($"/proc/{OurOwn}/clear_refs", "5");

    private static long Read(string process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
