using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Staff;

/// <summary>The store came out of a backup: what the desk did between the two moments it does not know.</summary>
/// <param name="Made">When the backup was made.</param>
/// <param name="At">When it was put in place.</param>
public sealed record Restoration(DateTimeOffset Made, DateTimeOffset At)
{
    /// <summary>It reached the mailbox before that. Also what is older than the backup and yet new: it may have waited then. Without any date it may have.</summary>
    public bool IsLaterThan(IncomingMail mail) => (mail.ReceivedAt == DateTimeOffset.UnixEpoch ? mail.Date ?? mail.ReceivedAt : mail.ReceivedAt) < At;
}
