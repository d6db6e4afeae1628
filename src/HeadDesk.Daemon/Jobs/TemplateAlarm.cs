using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending.Templates;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Tells the admins of a template that was changed and cannot be used: by mail, once for each fault, in one mail for all that are new.</summary>
internal sealed partial class TemplateAlarm(AdminNews admins, TemplateWatch templates, ILogger<TemplateAlarm> logger)
{
    private const int MaxLines = 20;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var news = templates.News();
        if (news.Count == 0)
        {
            return;
        }

        var lines = string.Join("\n", news.Take(MaxLines));
        LogRefused(lines.ReplaceLineEndings("; "));
        var text = $"{lines}\n\nThe last good version stays in force until this is mended. \"headdesk template check\" shows everything that is wrong.";
        await admins.TellAsync("a template cannot be used", text, $"templates\0{lines}", cancellationToken);
    }

    [LoggerMessage(EventId = 5106, Level = LogLevel.Error, Message = "templates that cannot be used: {Faults}")]
    private partial void LogRefused(string faults);
}
