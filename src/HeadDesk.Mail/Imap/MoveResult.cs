namespace HeadDesk.Mail.Imap;

/// <summary>How far a move got; the lower, the better.</summary>
public enum MoveOutcome
{
    /// <summary>The server moved them: UID MOVE.</summary>
    Moved,

    /// <summary>Copied, verified, and the originals expunged by UID.</summary>
    CopiedAndExpunged,

    /// <summary>Copied and verified; without UIDPLUS the originals are only marked \Deleted.</summary>
    CopiedAndMarked,
}

/// <summary>The result of one move.</summary>
/// <param name="Outcome">What became of the originals.</param>
/// <param name="UidValidity">Of the destination; 0 where the server did not say.</param>
/// <param name="Map">
/// From the UID in the source to the UID in the destination. Messages that were already gone are not in it. Null where the
/// server tells nothing of it (MOVE without UIDPLUS).
/// </param>
/// <param name="Refusal">The server stopped on the way: what is in the map is moved, the rest is not.</param>
public sealed record MoveResult(MoveOutcome Outcome, uint UidValidity, IReadOnlyDictionary<uint, uint>? Map, ImapRefusal? Refusal);
