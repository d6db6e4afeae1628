using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HeadDesk.Benchmarks.Understanding;

/// <summary>
/// Processor time of this thread: the clock on the wall counts other programs too, that of the process counts the compiler's threads.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID, clock_gettime(2)

    /// <summary>On other systems than Linux, the time on the wall.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
