using HeadDesk.EndToEnd.Tests.Commands;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.Rules.Commands;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Every command as staff mail it, all of them in one day at the desk; on servers with and without what Head Desk likes to use.</summary>
public sealed class CommandScenarioTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));

    [Fact]
    public void EveryCommand_HasItsScenario() =>
        Assert.Equal(CommandTable.All.Select(c => c.Name).Order(StringComparer.Ordinal), Scenarios.All.Select(s => s.Command).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task EveryCommand_DoesWhatItSaysWithout(string capabilities)
    {
        await using var servers = await MailServerSet.StartAsync(Dialects.Without(capabilities), _limit.Token);
        using var day = new CommandDay(servers, asProgram: capabilities.Length == 0, _limit.Token);
        await day.PlayAsync();
        var failures = new List<string>();
        foreach (var scenario in Scenarios.All)
        {
            try
            {
                await scenario.CheckAsync(day.Stages[scenario.Command]);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"#{scenario.Command}: {e}"); // All of them are told, not the first alone.
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        day.AssertFiled();
        day.AssertTidy();
    }

    public void Dispose() => _limit.Dispose();
}
