namespace HeadDesk.Store;

/// <summary>Times in the queues that no clock has to reach.</summary>
public static class QueueTimes
{
    /// <summary>Due whatever the clock says, which may go back between the queuing and the doing.</summary>
    public static readonly DateTimeOffset AtOnce = DateTimeOffset.UnixEpoch;
}
