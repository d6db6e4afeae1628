using HeadDesk.Rules.Commands;

namespace HeadDesk.Store;

/// <summary>Staff replies that wait because somebody else wrote meanwhile: one at most for each staff member and ticket.</summary>
public interface IHeldReplies
{
    /// <summary>Takes the place of an earlier one.</summary>
    ValueTask HoldReplyAsync(HeldReply reply, CancellationToken cancellationToken);

    ValueTask<HeldReply?> FindHeldReplyAsync(int ticket, string staff, CancellationToken cancellationToken);

    ValueTask RemoveHeldReplyAsync(int ticket, string staff, CancellationToken cancellationToken);
}
