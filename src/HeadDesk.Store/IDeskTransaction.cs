namespace HeadDesk.Store;

/// <summary>One transaction of the one writer: reads in it see its own writes.</summary>
/// <remarks>
/// For one flow of work at a time. Dispose without commit takes everything back. After a failure other than
/// <see cref="StoreFault.Conflict"/> nothing in it can be saved: every later call fails, and disposing it is all that is left.
/// </remarks>
public interface IDeskTransaction :
    IMessageLedger,
    IThreadIndex,
    ITicketLedger,
    IOutboxLedger,
    IFilingLedger,
    IFlagLedger,
    IJunkSenders,
    IBlobIndex,
    INoticeLedger,
    IFactLedger,
    IDeskQuestions,
    IHeldReplies,
    IAuditLedger,
    IPersonErasure,
    IAsyncDisposable
{
    /// <summary>On return it survives a power cut.</summary>
    /// <exception cref="StoreException">Nothing of it was kept.</exception>
    Task CommitAsync(CancellationToken cancellationToken);
}
