using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Moving;

/// <summary>
/// Moves messages out of the selected mailbox by the best means the server has. Never loses one: an original goes only after
/// its copy is known to be there, and never by a plain EXPUNGE.
/// </summary>
internal sealed class MailboxMover(ImapSession session)
{
    public async Task<MoveResult> MoveAsync(UidSet uids, string destination, bool again, CancellationToken cancellationToken)
    {
        var parts = UidSetBuilder.SplitForCommands(uids).ToList();
        if (parts.Count == 0)
        {
            return new MoveResult(MoveOutcome.Moved, 0, new Dictionary<uint, uint>(), null);
        }

        var all = await MovePartAsync(parts[0], destination, again, cancellationToken);
        foreach (var part in parts.Skip(1).TakeWhile(_ => all.Refusal is null))
        {
            var more = await MovePartAsync(part, destination, again, cancellationToken);
            all = more with { UidValidity = more.UidValidity != 0 ? more.UidValidity : all.UidValidity, Map = all.Map is null || more.Map is null ? null : all.Map.Concat(more.Map).ToDictionary() };
        }

        return all;
    }

    private async Task<MoveResult> MovePartAsync(UidSet uids, string destination, bool again, CancellationToken cancellationToken)
    {
        if (session.State.Capabilities.Move)
        {
            var moved = await session.RunAsync(new CopyCommand(uids, destination, move: true), cancellationToken);
            // RFC 4315 §3: who says where copies went says nothing where there are none.
            var nothingWent = moved is { IsSilent: true, Refusal: null } && session.State.Capabilities.UidPlus;
            return new MoveResult(MoveOutcome.Moved, moved.UidValidity, nothingWent ? new Dictionary<uint, uint>() : moved.Map, moved.Refusal);
        }

        var (copied, validity) = again
            ? await CopyAgainAsync(uids, destination, cancellationToken)
            : await CopyAsync(uids, destination, cancellationToken);
        var done = UidSet.Of(copied.Keys);
        var outcome = session.State.Capabilities.UidPlus ? MoveOutcome.CopiedAndExpunged : MoveOutcome.CopiedAndMarked;
        if (done.IsEmpty)
        {
            return new MoveResult(outcome, validity, copied, null);
        }

        await session.RunAsync(new StoreCommand(done, FlagChange.Add, MessageFlags.Deleted), cancellationToken);
        if (outcome == MoveOutcome.CopiedAndExpunged)
        {
            await session.RunAsync(new ExpungeCommand(done), cancellationToken);
        }

        return new MoveResult(outcome, validity, copied, null);
    }

    private async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> CopyAgainAsync(
        UidSet uids, string destination, CancellationToken cancellationToken)
    {
        var (earlier, validity) = await new EarlierCopies(session, destination).FindAsync(uids, cancellationToken);
        var rest = uids.Except(UidSet.Of(earlier.Keys));
        if (rest.IsEmpty)
        {
            return (earlier, validity);
        }

        var (copied, now) = await CopyAsync(rest, destination, cancellationToken);
        if (earlier.Count > 0 && now != 0)
        {
            DestinationLook.RequireSame(session, destination, validity, now);
        }

        return (earlier.Concat(copied).ToDictionary(), now != 0 ? now : validity);
    }

    private async Task<(IReadOnlyDictionary<uint, uint> Copied, uint Validity)> CopyAsync(
        UidSet uids, string destination, CancellationToken cancellationToken)
    {
        var verifier = new CopyVerifier(session, destination);
        var before = await verifier.PrepareAsync(cancellationToken);
        var outcome = await session.RunAsync(new CopyCommand(uids, destination, move: false), cancellationToken);
        if (outcome.Map is { } map)
        {
            return (map, outcome.UidValidity);
        }

        // what cannot be looked at cannot be verified: the originals stay
        return before is null
            ? (new Dictionary<uint, uint>(), 0)
            : await verifier.FindCopiesAsync(uids, before, cancellationToken);
    }
}
