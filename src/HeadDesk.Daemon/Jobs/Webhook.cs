using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>The way to an admin that is not mail: one JSON object by POST.</summary>
internal sealed partial class Webhook(string? address, ILogger<Webhook> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };

    /// <summary>A hook that does not answer is logged; there is no third way.</summary>
    public async Task PostAsync(string desk, string subject, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        try
        {
            // "text" alone is what chat programs show.
            using var answer = await Client.PostAsJsonAsync(address, new { desk, subject, text = $"{desk}: {subject}. {text}" }, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                LogRefused((int)answer.StatusCode);
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(e.Message);
        }
    }

    // The address itself may hold a secret and stays out of the log.
    [LoggerMessage(EventId = 5102, Level = LogLevel.Error, Message = "the webhook answered {Status}")]
    private partial void LogRefused(int status);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Error, Message = "the webhook cannot be reached: {Reason}")]
    private partial void LogFailed(string reason);
}
