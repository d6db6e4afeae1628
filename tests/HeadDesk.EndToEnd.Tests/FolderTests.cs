using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Every row of the table of folders, on servers with and without what Head Desk likes to use.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));

    [Theory]
    [InlineData("")]
    [InlineData("MOVE")]
    [InlineData("CONDSTORE QRESYNC")]
    [InlineData("QRESYNC")]
    [InlineData("IDLE")]
    [InlineData("NOTIFY")]
    [InlineData("LIST-STATUS")]
    [InlineData("UIDPLUS")]
    [InlineData("MOVE CONDSTORE QRESYNC IDLE NOTIFY LIST-STATUS UIDPLUS")]
    public async Task EveryRowOfTheTable_HoldsWithout(string capabilities)
    {
        var without = capabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await using var servers = await MailServerSet.StartAsync(new MailServerOptions { WithoutImapCapabilities = without }, _limit.Token);
        using var day = new FolderDay(servers, asProgram: without.Length == 0, _limit.Token);
        await day.PlayAsync();
    }

    public void Dispose() => _limit.Dispose();
}
