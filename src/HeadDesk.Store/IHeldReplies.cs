using HeadDesk.Rules.Commands;

namespace HeadDesk.Store;

/// <summary>Staff replies that wait because somebody else wrote meanwhile: one at most for each staff member and ticket.</summary>
public interface IHeldReplies
{
    /// <summary>Takes the place of an earlier one.</summary>
    ValueTask HoldReplyAsync(HeldReply reply, CancellationToken cancellationToken);

    /// <summary>Of all staff, oldest first: on that ticket, and on every one that was merged into it.</summary>
    ValueTask<IReadOnlyList<HeldReply>> HeldRepliesAsync(int ticket, CancellationToken cancellationToken);

    /// <summary>All of the desk, each as on the ticket for which it was written.</summary>
    ValueTask<IReadOnlyList<HeldReply>> HeldRepliesAsync(CancellationToken cancellationToken);

    ValueTask RemoveHeldReplyAsync(int ticket, string staff, CancellationToken cancellationToken);
}
