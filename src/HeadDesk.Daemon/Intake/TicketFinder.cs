using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Looks up the tickets that a mail's clues name, in the order of design §4; merged ones are followed to where they went.</summary>
internal static class TicketFinder
{
    /// <summary>Merged tickets are followed this far, and continued ones.</summary>
    private const int MaxMergeHops = 10;

    /// <param name="transaction">Sees what this batch has made.</param>
    /// <param name="clues">What the mail says.</param>
    /// <param name="messageId">Its own Message-ID: its answer may have come first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async ValueTask<ThreadCandidates> FindAsync(IDeskTransaction transaction, ThreadClues clues, string? messageId, CancellationToken cancellationToken)
    {
        var byNumber = await FollowAsync(transaction, clues.TokenTicket, cancellationToken);
        var isLost = clues.Token is not null && !await IsKnownAsync(transaction, clues, cancellationToken);
        var byToken = isLost ? null : byNumber;
        var byReference = byToken is null && clues.MessageIds.Count > 0
            ? await FollowAsync(transaction, await transaction.FindTicketByMessageIdsAsync(clues.MessageIds, cancellationToken), cancellationToken)
            : null;
        if (byToken is null && byReference is null && messageId is not null)
        {
            byReference = await FollowAsync(transaction, await transaction.FindTicketAwaitingAsync(messageId, cancellationToken), cancellationToken);
        }

        var bySubject = byToken is null && byReference is null ? await FollowAsync(transaction, clues.SubjectNumber, cancellationToken) : null;
        return new ThreadCandidates(byToken, byReference, bySubject)
        {
            Continuation = byToken is null ? null : await ContinuationAsync(transaction, byToken, clues.Newer, cancellationToken),
            LostNumber = isLost ? clues.TokenTicket : null,
            ByLostNumber = isLost ? byNumber : null,
        };
    }

    /// <summary>The ticket of the newest of these messages that is on record, where it was opened anew from that ticket or split off it.</summary>
    private static async ValueTask<Ticket?> ContinuationAsync(IDeskTransaction transaction, Ticket from, IReadOnlyList<string> newer, CancellationToken cancellationToken)
    {
        if (newer.Count == 0 || await FollowAsync(transaction, await transaction.FindTicketByMessageIdsAsync(newer, cancellationToken), cancellationToken) is not { } found)
        {
            return null;
        }

        var before = found;
        for (var hop = 0; before is not null && before.Number != from.Number && hop < MaxMergeHops; hop++)
        {
            before = await FollowAsync(transaction, before.LinkedTo, cancellationToken);
        }

        return before?.Number == from.Number && found.Number != from.Number ? found : null;
    }

    /// <summary>
    /// The mail that the token came with is on record; or was issued on a later day than its ticket was opened, so that it can be no other of
    /// that number: what a restore lost had all been issued before any number is given again.
    /// </summary>
    private static async ValueTask<bool> IsKnownAsync(IDeskTransaction transaction, ThreadClues clues, CancellationToken cancellationToken) =>
        await transaction.WasQueuedAsync(clues.Token!, cancellationToken)
        || (await transaction.FindTicketAsync(clues.TokenTicket!.Value, cancellationToken) is { } ticket && clues.TokenIssued > DateOnly.FromDateTime(ticket.Created.UtcDateTime));

    /// <summary>The ticket of that number, or the one that it was merged into.</summary>
    public static async ValueTask<Ticket?> FollowAsync(IDeskTransaction transaction, int? number, CancellationToken cancellationToken)
    {
        Ticket? ticket = null;
        for (var hop = 0; number is { } next && hop < MaxMergeHops; hop++)
        {
            ticket = await transaction.FindTicketAsync(next, cancellationToken);
            number = ticket?.MergedInto;
        }

        return ticket;
    }
}
