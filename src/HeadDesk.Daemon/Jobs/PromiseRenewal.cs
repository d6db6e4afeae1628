using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>
/// Works out anew when each live ticket wakes, after the clock, the targets or the calendar were changed in the configuration; once for each
/// change. Otherwise a ticket keeps its time until somebody touches it.
/// </summary>
internal sealed partial class PromiseRenewal(DeskContext desk, ILogger<PromiseRenewal> logger)
{
    private const string Key = "clock:settings";
    private const int Batch = 1_000;
    private bool _done;

    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return;
        }

        var settings = PromiseSettings.DigestOf(desk.Options);
        await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
        {
            if (await transaction.GetFactAsync(Key, cancellationToken) == settings)
            {
                _done = true;
                return;
            }
        }

        var count = 0;
        await foreach (var batch in desk.Store.ListTicketsAsync(cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
        {
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            foreach (var ticket in batch)
            {
                // As it is now: somebody may have written since the list was made.
                if (await transaction.FindTicketAsync(ticket.Number, cancellationToken) is { } present && desk.Timekeeper.Rewake(present, desk.Now) is var renewed && renewed != present)
                {
                    await transaction.SaveTicketAsync(renewed, cancellationToken);
                    count++;
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }

        await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
        {
            await transaction.SetFactAsync(Key, settings, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        _done = true;
        if (count > 0)
        {
            LogRenewed(count);
        }
    }

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "clock or calendar changed: {Count} tickets have other times now")]
    private partial void LogRenewed(int count);
}
