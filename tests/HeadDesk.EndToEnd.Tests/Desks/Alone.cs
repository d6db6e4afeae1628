namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>Tests that measure time: they run after all others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<ServersFixture>
{
    public const string Name = "alone";
}
