using BenchmarkDotNet.Running;
using HeadDesk.Benchmarks.Pipeline;

namespace HeadDesk.Benchmarks;

/// <summary>
/// <c>pipeline [--mails N] [--tickets N] [--runs N]</c> runs the whole program against a real Dovecot; anything else goes to
/// BenchmarkDotNet, e.g. <c>--filter '*'</c> for the parts.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["pipeline", .. var options])
        {
            return await PipelineRun.MainAsync(options);
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
        return 0;
    }
}
