using HeadDesk.Daemon.Sending;

namespace HeadDesk.Daemon.Tests.Sending;

public sealed class SentJournalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-journal-");

    [Fact]
    public void Ids_SurviveTheProcess()
    {
        using (var journal = new SentJournal(_folder.FullName))
        {
            journal.Add(7);
            journal.Add(long.MaxValue);
        }

        using var next = new SentJournal(_folder.FullName);
        Assert.Equal([7, long.MaxValue], next.Leftover());
        next.Add(8);
        Assert.Equal([7, long.MaxValue, 8], next.Leftover());
        next.Clear();
        Assert.Empty(next.Leftover());
    }

    [Fact]
    public void TornLine_IsNoId()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "sent.journal"), "7\n12");
        using var journal = new SentJournal(_folder.FullName);
        Assert.Equal([7], journal.Leftover());
    }

    [Fact]
    public void ReservedSpaceAndTornLines_AreWrittenOver()
    {
        using (var journal = new SentJournal(_folder.FullName))
        {
            journal.Reserve(3);
            journal.Add(7);
        }

        File.AppendAllText(Path.Combine(_folder.FullName, "sent.journal"), "12");
        using var next = new SentJournal(_folder.FullName);
        Assert.Equal([7], next.Leftover());
        next.Reserve(1);
        next.Add(8);
        Assert.Equal([7, 8], next.Leftover());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
