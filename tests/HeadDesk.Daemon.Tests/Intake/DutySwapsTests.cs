using HeadDesk.Daemon.Intake;
using HeadDesk.Rules.Clock;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

public class DutySwapsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Facts _facts = new();

    [Fact]
    public async Task Written_AreReadAgainInOrder()
    {
        DutySwap[] swaps = [new(new(2026, 3, 10), "alice", "bob", "alice"), new(new(2026, 3, 9), "bob", "ærin \"x\"", "bob")];
        Assert.Empty(await DutySwaps.ReadAsync(_facts, CancellationToken.None));
        await DutySwaps.WriteAsync(_facts, swaps, Now, CancellationToken.None);
        Assert.Equal(["duty:swaps"], _facts.Kept.Keys);
        Assert.Equal(swaps, await DutySwaps.ReadAsync(_facts, CancellationToken.None));
    }

    [Fact]
    public async Task LongPast_AreDroppedAndNoneElse()
    {
        DutySwap[] swaps = [new(new(2025, 2, 27), "alice", "bob", "alice"), new(new(2025, 2, 28), "alice", "bob", "alice")];
        await DutySwaps.WriteAsync(_facts, swaps, Now, CancellationToken.None);
        Assert.Equal(swaps[1..], await DutySwaps.ReadAsync(_facts, CancellationToken.None));
    }

    private sealed class Facts : IFactLedger
    {
        private readonly HashSet<string> _said = [];

        public Dictionary<string, string> Kept { get; } = [];

        public ValueTask<bool> OnceAsync(string key, DateTimeOffset at, CancellationToken cancellationToken) => ValueTask.FromResult(_said.Add(key));

        public ValueTask ForgetOnceAsync(string key, CancellationToken cancellationToken)
        {
            _said.Remove(key);
            return ValueTask.CompletedTask;
        }

        public ValueTask<string?> GetFactAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult(Kept.GetValueOrDefault(key));

        public ValueTask SetFactAsync(string key, string value, CancellationToken cancellationToken)
        {
            Kept[key] = value;
            return ValueTask.CompletedTask;
        }
    }
}
