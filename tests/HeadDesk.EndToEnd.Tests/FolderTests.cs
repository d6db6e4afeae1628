using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Every row of the table of folders, on servers with and without what Head Desk likes to use.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task EveryRowOfTheTable_HoldsWithout(string capabilities)
    {
        await using var servers = await MailServerSet.StartAsync(Dialects.Without(capabilities), _limit.Token);
        using var day = new FolderDay(servers, asProgram: capabilities.Length == 0, _limit.Token);
        await day.PlayAsync();
    }

    public void Dispose() => _limit.Dispose();
}
