using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void LibraryInUse_IsAtLeastTheBundledOneAndSaysWhereItIsFrom()
    {
        var parts = SqliteLibrary.Description.Split(' ');

        Assert.True(Version.Parse(parts[0]) >= new Version(3, 35, 5), SqliteLibrary.Description);
        Assert.Contains(parts[1], new[] { "(system)", "(bundled)" });
    }

    [Fact]
    public async Task LibraryInUse_HasFullTextSearch()
    {
        using var folder = new TemporaryFolder();
        using var directory = DataDirectory.OpenForWriting(folder.Path);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), CancellationToken.None);

        Assert.Equal(1, store.Writer!.Session.Scalar("SELECT sqlite_compileoption_used('ENABLE_FTS5')"));
    }
}
