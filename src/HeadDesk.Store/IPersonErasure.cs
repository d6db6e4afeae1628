namespace HeadDesk.Store;

/// <summary>Removes what is kept of one person.</summary>
public interface IPersonErasure
{
    /// <summary>
    /// Blanks or removes every row of the desk that holds the person's address, names or words. What others wrote stays; the address in it does
    /// not. The originals of the person's mail are no longer named afterwards: <see cref="Erasing.StoreCompaction"/> removes them from the disk.
    /// </summary>
    /// <param name="address">In whatever case.</param>
    /// <remarks>Reads the whole desk: not for work beside mail.</remarks>
    ValueTask<ErasureReport> ErasePersonAsync(string address, CancellationToken cancellationToken);
}

/// <summary>What was blanked or removed.</summary>
/// <param name="Tickets">On which the person had a part.</param>
/// <param name="Mails">Their own mails; their originals too.</param>
/// <param name="Entries">Of histories: theirs blanked, others' without the address.</param>
/// <param name="Dropped">Mails to them that will not be sent.</param>
/// <param name="Others">Other rows: held replies, limits, marks.</param>
/// <param name="Folders">Where the mailbox held their mails when last seen.</param>
public sealed record ErasureReport(IReadOnlyList<int> Tickets, int Mails, int Entries, int Dropped, int Others, IReadOnlyList<string> Folders)
{
    public bool FoundAnything => Tickets.Count + Mails + Entries + Dropped + Others > 0;
}
