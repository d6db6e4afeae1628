using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk run</c>: the daemon, or one round of it.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var once = new Option<bool>("--once") { Description = "One round: take in what is there, send and file, then exit." };
        var now = new Option<DateTimeOffset?>("--now")
        {
            Description = "With --once: act as if it were that moment (ISO 8601), e.g. 2026-12-24T09:00:00Z.",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    return time;
                }

                result.AddError($"--now: '{result.Tokens[0].Value}' is not a moment, wanted: one like 2026-12-24T09:00:00Z");
                return null;
            },
        };
        var command = new Command("run", "Run the daemon.\n\nExample: headdesk run --config /etc/headdesk/headdesk.json") { config, once, now };
        command.Validators.Add(result =>
        {
            if (result.GetResult(now) is { Tokens.Count: > 0 } && !result.GetValue(once))
            {
                result.AddError("--now rehearses a moment and needs --once");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(config)!.ToString();
            if (!parsed.GetValue(once))
            {
                return await DaemonAsync(file, cancellationToken);
            }

            var configuration = ConfigurationLoader.Load(file);
            var time = parsed.GetValue(now) is { } moment ? new RehearsedTime(moment) : TimeProvider.System;
            var failures = await OneRound.RunAsync(configuration, time, cancellationToken);
            foreach (var failure in failures)
            {
                await Console.Error.WriteLineAsync($"headdesk: {failure}");
            }

            return failures.Count == 0 ? CommandLine.Done : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task<int> DaemonAsync(string configFile, CancellationToken cancellationToken)
    {
        // System.CommandLine heeds SIGTERM properly only once the action has gone asynchronous; opening a store may never do so.
        await Task.Yield();
        try
        {
            await DaemonHost.RunAsync(configFile, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it had begun: nothing was begun that would have to be ended.
        }

        return CommandLine.Done;
    }
}
