namespace HeadDesk.Store;

/// <summary>Times in the queues that no clock has to reach.</summary>
public static class QueueTimes
{
    /// <summary>Due whatever the clock says, which may go back between the queuing and the doing.</summary>
    public static readonly DateTimeOffset AtOnce = DateTimeOffset.UnixEpoch;

    /// <summary>
    /// Nothing is put off for longer than this but by a person's word: what is due later was put off by a clock that has been put back
    /// since, and is due.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);
}
