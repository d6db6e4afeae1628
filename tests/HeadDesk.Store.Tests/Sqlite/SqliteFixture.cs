using HeadDesk.Store.Sqlite;
using HeadDesk.Store.Tests.Compliance;

namespace HeadDesk.Store.Tests.Sqlite;

public sealed class SqliteFixture : IStoreFixture
{
    private readonly TemporaryFolder _folder = new();
    private DataDirectory? _directory;

    public async Task<IStore> OpenAsync()
    {
        _directory ??= DataDirectory.OpenForWriting(_folder.Path);
        return await SqliteStore.OpenAsync(_directory, new SqliteStoreOptions(), CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _directory?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
