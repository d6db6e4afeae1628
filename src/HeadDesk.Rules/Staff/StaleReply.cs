using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>Whether a reply was overtaken: somebody else answered or noted since the message that it answers (design §6).</summary>
internal static class StaleReply
{
    /// <summary>What others wrote since; none where it is not known which message is answered.</summary>
    public static IReadOnlyList<Entry> NewSince(IncomingMail reply, IReadOnlyList<Entry> history, StaffMember by)
    {
        var answered = Answered(reply, history);
        return answered < 0
            ? []
            : [.. history.Skip(answered + 1).Where(e => e.Kind is EntryKind.Relay or EntryKind.Sent or EntryKind.Note && e.By != by.Name && e.By != Entry.Desk)];
    }

    // The newest message that the reply names: what its writer had surely read.
    private static int Answered(IncomingMail reply, IReadOnlyList<Entry> history)
    {
        var named = reply.InReplyTo.Concat(reply.References).ToHashSet(StringComparer.Ordinal);
        for (var i = history.Count - 1; i >= 0; i--)
        {
            if (history[i].MessageId is { } id && named.Contains(id))
            {
                return i;
            }
        }

        return -1;
    }
}
