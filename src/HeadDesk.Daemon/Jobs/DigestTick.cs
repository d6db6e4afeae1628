using System.Globalization;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Sends the daily digest once a working day, also when its time was missed. Nothing to say, nothing sent.</summary>
internal sealed partial class DigestTick(DeskContext desk, DecisionWriter decisions, ILogger<DigestTick> logger)
{
    private const string Key = "digest:last";

    /// <summary>Kept beside the store, so that the usual tick asks nothing.</summary>
    private DateTimeOffset? _last;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = desk.Now;
        if (_last > now)
        {
            _last = null; // The clock went back, or a day to come was rehearsed.
        }

        if (!DigestTime.IsDue(desk.Settings.DigestAt, _last, now, desk.Settings.Calendar))
        {
            return;
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        var known = await transaction.GetFactAsync(Key, cancellationToken);
        DateTimeOffset? last = known is null ? null : DateTimeOffset.Parse(known, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

        // A desk that has just been set up has nothing to look back on: its first digest comes with its first morning.
        if (last is null || last > now)
        {
            last = now;
        }
        else if (DigestTime.IsDue(desk.Settings.DigestAt, last, now, desk.Settings.Calendar))
        {
            await SendAsync(transaction, now, cancellationToken);
            last = now;
        }

        if (last == now)
        {
            await transaction.SetFactAsync(Key, now.ToString("O", CultureInfo.InvariantCulture), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        _last = last; // Not before: what could not be written down is still to be done.
    }

    private async Task SendAsync(Store.IDeskTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var onDuty = await desk.OnDutyAsync(transaction, now, cancellationToken);
        var queue = await transaction.ChooseAsync(TicketList.Unassigned, "", now, DigestWriter.MaxRows, cancellationToken);
        var held = new List<(string Staff, Ticket On)>();
        foreach (var reply in await transaction.HeldRepliesAsync(cancellationToken))
        {
            if (await TicketFinder.FollowAsync(transaction, reply.Ticket, cancellationToken) is { } ticket)
            {
                held.Add((reply.Staff, ticket));
            }
        }

        var notices = new List<Notice>();
        foreach (var member in desk.Settings.Staff)
        {
            var theirs = await transaction.ChooseAsync(TicketList.Mine, member.Name, now, DigestWriter.MaxRows, cancellationToken);
            if (desk.Digests.Write(member, theirs, queue, onDuty, held, now) is { } notice)
            {
                notices.Add(notice);
            }
        }

        await decisions.SendAsync(transaction, notices, now, cancellationToken);
        desk.OutboxFilled.Set();
        LogSent(notices.Count);
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "the daily digest goes to {Count} people")]
    private partial void LogSent(int count);
}
