namespace HeadDesk.Daemon.Care.Importing;

/// <summary>Where a mail to be imported lies: some thirty octets each, so that they can all be put in order.</summary>
/// <param name="At">When it was written or received; what sorts them.</param>
/// <param name="File">Index into the list of files.</param>
/// <param name="Length">Octets; of a Maildir's file all of it.</param>
internal readonly record struct ImportedMail(DateTimeOffset At, int File, long Offset, long Length);

/// <summary>All mail of an import, oldest first.</summary>
internal sealed record ImportPlan(IReadOnlyList<string> Files, bool IsMbox, IReadOnlyList<ImportedMail> Mails)
{
    public long Octets => Mails.Sum(m => m.Length);

    /// <summary>For messages: where somebody finds it.</summary>
    public string NameOf(ImportedMail mail) => IsMbox ? $"{Files[mail.File]} at octet {mail.Offset}" : Files[mail.File];
}
