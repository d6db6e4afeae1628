using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>
/// Moves messages out of the selected mailbox by the best means the server has. Never loses one: an original goes only after
/// its copy is known to be there, and never by a plain EXPUNGE.
/// </summary>
internal sealed class MailboxMover(ImapSession session)
{
    public async Task<MoveResult> MoveAsync(UidSet uids, string destination, CancellationToken cancellationToken)
    {
        if (session.State.Capabilities.Move)
        {
            var moved = await session.RunAsync(new CopyCommand(uids, destination, move: true), cancellationToken);
            return new MoveResult(MoveOutcome.Moved, moved.UidValidity, moved.Map, moved.Refusal);
        }

        var (copied, validity) = await CopyAsync(uids, destination, cancellationToken);
        var done = UidSet.Of(copied.Keys);
        if (!done.IsEmpty)
        {
            await session.RunAsync(new StoreCommand(done, FlagChange.Add, MessageFlags.Deleted), cancellationToken);
        }

        if (!session.State.Capabilities.UidPlus)
        {
            return new MoveResult(MoveOutcome.CopiedAndMarked, validity, copied, null);
        }

        if (!done.IsEmpty)
        {
            await session.RunAsync(new ExpungeCommand(done), cancellationToken);
        }

        return new MoveResult(MoveOutcome.CopiedAndExpunged, validity, copied, null);
    }

    private async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> CopyAsync(
        UidSet uids, string destination, CancellationToken cancellationToken)
    {
        var verifier = new CopyVerifier(session, destination);
        var before = await verifier.PrepareAsync(cancellationToken);
        var outcome = await session.RunAsync(new CopyCommand(uids, destination, move: false), cancellationToken);
        return outcome.Map is { } map
            ? (map, outcome.UidValidity)
            : await verifier.FindCopiesAsync(uids, before, cancellationToken);
    }
}
