using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Sending.Templates;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Running;

/// <summary>
/// Reads the changed configuration and says what becomes of it. A broken one is refused: the one in force stays, the log names key and
/// reason, and the admins are told once. The next good one is taken like any other.
/// </summary>
internal sealed partial class Reload(string file, ConfigurationWatch watch, ServiceManager manager, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<Reload>();
    private string? _told;

    /// <returns>The desk to go on with; only once there is one.</returns>
    public async Task<DeskRuntime> NextAsync(DeskRuntime present, CancellationToken stop)
    {
        watch.Beside = present.Configuration.Options.Calendar.HolidayFile;
        while (true)
        {
            await watch.ChangedAsync(stop);
            manager.Reloading();
            try
            {
                if (Read(present) is { } next)
                {
                    _told = null;
                    return next;
                }

                _told = null;
            }
            catch (Exception e) when (e is ConfigurationException or TemplateException || Fault.IsExpected(e))
            {
                await RefuseAsync(present, Fault.Line(e), stop);
            }
            finally
            {
                manager.Ready("the configuration was read again");
            }
        }
    }

    private DeskRuntime? Read(DeskRuntime present)
    {
        var plan = ReloadPlan.Of(present.Configuration, ConfigurationLoader.Load(file));
        if (plan.Waiting.Count > 0)
        {
            LogWaiting(string.Join(", ", plan.Waiting));
        }

        if (plan.Taken.Count == 0 && plan.Next.Options.Calendar.HolidayFile is null)
        {
            LogUnchanged();
            return null;
        }

        var next = present.Renew(plan.Next, loggers);
        LogTaken(plan.Taken.Count == 0 ? "calendar.holidayFile" : string.Join(", ", plan.Taken));
        foreach (var warning in ConfigurationWarnings.Of(plan.Next))
        {
            LogWarning(warning);
        }

        return next;
    }

    private async Task RefuseAsync(DeskRuntime present, string reason, CancellationToken stop)
    {
        LogRefused(reason);
        if (_told == reason)
        {
            return;
        }

        _told = reason;
        try
        {
            await present.News.TellAsync(
                "the changed configuration is refused", $"The configuration was changed and cannot be used: {reason}. The desk goes on with the one it had; a restart would fail.", $"configuration\0{reason}", stop);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            LogNotTold(Fault.Line(e)); // The log has it.
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "configuration taken over, changed: {Keys}")]
    private partial void LogTaken(string keys);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "configuration read again, nothing to take over")]
    private partial void LogUnchanged();

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "configuration changed where a restart is needed, until then the old value counts: {Keys}")]
    private partial void LogWaiting(string keys);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Error, Message = "configuration refused, the one in force stays: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(EventId = 1205, Level = LogLevel.Error, Message = "the admins could not be told of the refused configuration: {Reason}")]
    private partial void LogNotTold(string reason);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogWarning(string warning);
}
