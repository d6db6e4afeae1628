using System.Globalization;
using HeadDesk.Daemon.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace HeadDesk.Daemon.Running;

/// <summary>The log: standard error, and a file a day where wanted. Never a password, never a body.</summary>
internal static class Logging
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const int KeptDays = 14;

    public static ILoggerFactory Create(LoadedConfiguration configuration)
    {
        var log = configuration.Options.Log;
        var serilog = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<LogEventLevel>(log.Level, ignoreCase: true))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning) // What the libraries say of their own comings and goings is nobody's news.
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose);
        if (log.File is { } file)
        {
            serilog.WriteTo.File(
                Path.Combine(configuration.DataDirectory, file),
                outputTemplate: Template,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: KeptDays);
        }

        return LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddSerilog(serilog.CreateLogger(), dispose: true));
    }
}
