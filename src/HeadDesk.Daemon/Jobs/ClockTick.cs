using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>
/// One tick of the clock: everything that is due on tickets whose time has come, in one transaction, so that what was said and that it was
/// said are one. A tick that died is simply made again; one that was missed for days is made up for at once, one mail a person.
/// </summary>
internal sealed partial class ClockTick(DeskContext desk, DecisionWriter decisions, PromiseRenewal promises, DigestTick digest, ILogger<ClockTick> logger)
{
    /// <summary>So many tickets stand in one transaction; more than that come in the next, without waiting.</summary>
    private const int Most = 20_000;

    /// <returns>How many tickets were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var span = DeskTrace.Start(DeskTrace.Tick, desk.Options.Desk.Id);
        await promises.RenewAsync(cancellationToken);
        await digest.RunAsync(cancellationToken);
        var total = 0;
        while (true)
        {
            var count = await StepAsync(cancellationToken);
            total += count;
            if (count < Most || desk.LooksAhead > TimeSpan.Zero)
            {
                break; // What a single round leaves, the next one takes.
            }
        }

        span?.SetTag("tickets", total);
        if (total > 0)
        {
            desk.OutboxFilled.Set();
            desk.FilingsQueued.Set();
        }

        return total;
    }

    private async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var now = desk.Now;
        var until = now + desk.LooksAhead;
        if (await desk.Store.NextWakeAsync(cancellationToken) is not { } next || next > until)
        {
            return 0; // The usual case takes no turn of the writer.
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        var due = await transaction.WakingTicketsAsync(until, Most, cancellationToken);
        var reminders = new List<Reminder>();
        var tickets = new Dictionary<int, Ticket>();
        var onDuty = await desk.OnDutyAsync(transaction, now, cancellationToken);
        foreach (var number in due)
        {
            // One at a time: after an outage there may be thousands.
            var step = desk.Timekeeper.Advance((await transaction.FindTicketAsync(number, cancellationToken))!, onDuty, now);
            await decisions.WriteAsync(transaction, step.Decision, null, now, cancellationToken);
            if (step.Reminders.Count > 0)
            {
                reminders.AddRange(step.Reminders);
                tickets[number] = step.Decision.Ticket;
            }
        }

        await decisions.SendAsync(transaction, [.. desk.Reminders.Write(reminders, tickets, now)], now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogTicked(due.Count, reminders.Count);
        return due.Count;
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "the clock looked at {Tickets} tickets, {Reminders} reminders")]
    private partial void LogTicked(int tickets, int reminders);
}
