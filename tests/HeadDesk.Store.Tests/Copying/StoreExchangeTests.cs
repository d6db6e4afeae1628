using HeadDesk.Store.Copying;

namespace HeadDesk.Store.Tests.Copying;

/// <summary>A store takes another's place, cut short at every step.</summary>
public sealed class StoreExchangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(100)]
    public void CutShortAnywhere_IsFinishedByTheNextToOpen(int steps)
    {
        Write(_folder.Path, "old", log: true);
        Write(_folder.File("restored-20260302T093000Z"), "new", log: false);
        var left = steps;
        try
        {
            StoreExchange.Finish(_folder.Path, _ =>
            {
                if (left-- == 0)
                {
                    throw new IOException("killed");
                }
            });
        }
        catch (IOException killed) when (killed.Message == "killed")
        {
            Assert.Contains("was cut short", Assert.Throws<StoreException>(() => DataDirectory.OpenForReading(_folder.Path)).Message, StringComparison.Ordinal);
        }

        using (DataDirectory.OpenForWriting(_folder.Path))
        {
        }

        using var open = DataDirectory.OpenForReading(_folder.Path);
        AssertIs(_folder.Path, "new", log: false);
        AssertIs(_folder.File("replaced-20260302T093000Z"), "old", log: true);
        Assert.Empty(Directory.GetDirectories(_folder.Path, "restored-*"));
    }

    [Fact]
    public void NotDecided_CountsForNothing()
    {
        Write(_folder.Path, "old", log: true);
        using (var directory = DataDirectory.OpenForWriting(_folder.Path))
        {
            Write(StoreExchange.Begin(directory, Sample.Now), "half", log: false);
        }

        using var again = DataDirectory.OpenForWriting(_folder.Path);
        AssertIs(_folder.Path, "old", log: true);
        Assert.Single(Directory.GetDirectories(_folder.Path, "incoming-*"));
        StoreExchange.Begin(again, Sample.Now.AddDays(1));
        Assert.EndsWith("incoming-20260303T093015Z", Assert.Single(Directory.GetDirectories(_folder.Path, "incoming-*")), StringComparison.Ordinal);
    }

    private static void Write(string folder, string content, bool log)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blobs"));
        foreach (var file in new[] { "headdesk.db", "token.keys", "sent.journal", "blobs/00000001.seg" }.Concat(log ? ["headdesk.db-wal", "headdesk.db-shm"] : []))
        {
            File.WriteAllText(Path.Combine(folder, file), content);
        }
    }

    private static void AssertIs(string folder, string content, bool log)
    {
        foreach (var file in new[] { "headdesk.db", "token.keys", "sent.journal", "blobs/00000001.seg" })
        {
            Assert.Equal(content, File.ReadAllText(Path.Combine(folder, file)));
        }

        Assert.Equal(log, File.Exists(Path.Combine(folder, "headdesk.db-wal")));
        Assert.Equal(log, File.Exists(Path.Combine(folder, "headdesk.db-shm")));
    }
}
