using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using HeadDesk.Benchmarks.Clock;
using HeadDesk.Benchmarks.Pipeline;
using HeadDesk.Benchmarks.Understanding;
using HeadDesk.Benchmarks.Watching;

namespace HeadDesk.Benchmarks;

/// <summary>
/// <c>pipeline [--mails N] [--tickets N] [--runs N]</c> runs the whole program against a real Dovecot,
/// <c>stages</c> says where the time of a mail goes, <c>understanding</c> how fast mail is parsed,
/// <c>watching [MAILS]</c> what it costs to watch 20 staff folders, <c>clock [TICKETS]</c> what one tick of all jobs costs; anything else goes to
/// BenchmarkDotNet, e.g. <c>--filter '*'</c> for the parts.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(10);

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["pipeline", .. var options])
        {
            return await PipelineRun.MainAsync(options);
        }

        if (arguments is ["stages"])
        {
            return StageRun.Run();
        }

        if (arguments is ["watching", .. var mails])
        {
            return await WatchingRun.MainAsync(mails is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        }

        if (arguments is ["clock", .. var open])
        {
            return await ClockRun.MainAsync(open is [var many] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        }

        if (arguments is ["understanding"])
        {
            return UnderstandingRun.Run();
        }

        // Without --inProcess the whole daemon is compiled ahead of time once more, for which two minutes are short.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(BuildTime));
        return 0;
    }
}
