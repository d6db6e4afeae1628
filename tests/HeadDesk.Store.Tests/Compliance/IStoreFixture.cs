namespace HeadDesk.Store.Tests.Compliance;

/// <summary>A place where one kind of store keeps its data; opened twice, it shows the same data.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    Task<IStore> OpenAsync();
}
