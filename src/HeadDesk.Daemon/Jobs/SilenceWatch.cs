using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>
/// A silent failure is the worst one (design §2): when the mailbox was not read, or mail lies unsent, for longer than <c>alerts.after</c>,
/// the admins are told by mail and, since mail may be what is broken, by the configured webhook. Once for each silence. A sign-in by OAuth2 that
/// has ended is said at once: nothing but a person can end that silence.
/// </summary>
internal sealed partial class SilenceWatch(DeskContext desk, AdminNews news, Webhook webhook, AccessTokens? tokens, ILogger<SilenceWatch> logger)
{
    private readonly DateTimeOffset _started = desk.Now;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var limit = desk.Options.Alerts.After.OnTheClock;
        var rounds = limit + desk.Options.Imap.PollInterval.OnTheClock; // A mailbox that is looked at once an hour is not silent for it.
        var now = desk.Now;
        var read = desk.LastRound ?? _started;
        if (now - read > rounds)
        {
            await SayAsync($"silence:imap:{read:O}", "the mailbox cannot be read", $"The mailbox was last read {Ago(now - read)} ago. Mail of customers waits unseen. The log of the daemon names the cause.", cancellationToken);
        }

        if (await desk.Store.OldestOutboxAsync(cancellationToken) is { } oldest && now - oldest > limit)
        {
            await SayAsync($"silence:smtp:{oldest:O}", "mail cannot be sent", $"Mail has been waiting to be sent for {Ago(now - oldest)}. The log of the daemon names the cause.", cancellationToken);
        }

        await LookAtSignInAsync(cancellationToken);
    }

    /// <summary>Renews the access token when its time comes, also while connections last; says so when that has come to its end.</summary>
    public async Task LookAtSignInAsync(CancellationToken cancellationToken)
    {
        if (tokens is not null && await tokens.LookAsync(cancellationToken) is { } ended)
        {
            // The log has it already, from whoever needed the token.
            await AlertAsync($"oauth2:{ended.Key}", "the mail server lets us in no more", $"{ended.Why.Message}. Until then mail is neither read nor sent.", cancellationToken);
        }
    }

    private async Task SayAsync(string once, string subject, string text, CancellationToken cancellationToken)
    {
        if (await AlertAsync(once, subject, text, cancellationToken))
        {
            LogSilence(subject, text);
        }
    }

    /// <returns>False where it was said before.</returns>
    private async Task<bool> AlertAsync(string once, string subject, string text, CancellationToken cancellationToken)
    {
        if (!await news.TellOnceAsync(subject, text, once, cancellationToken))
        {
            return false;
        }

        await webhook.PostAsync(desk.Settings.Address.Name ?? desk.Settings.Address.Address, subject, text, cancellationToken);
        return true;
    }

    private static string Ago(TimeSpan time) => time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours" : $"{(int)time.TotalMinutes} minutes";

    [LoggerMessage(EventId = 5101, Level = LogLevel.Critical, Message = "{What}: {Text}")]
    private partial void LogSilence(string what, string text);
}
