using System.Text.Json;
using HeadDesk.Rules.Clock;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>The swaps of the duty roster, kept as one fact in JSON, oldest first.</summary>
internal static class DutySwaps
{
    private const string Key = "duty:swaps";

    /// <summary>Swaps whose day is longer past are dropped: no period reaches so far.</summary>
    private const int KeptDays = DutyPeriod.MaxDays + 1;
    private const int MaxKept = 1_000;

    public static async ValueTask<IReadOnlyList<DutySwap>> ReadAsync(IFactLedger facts, CancellationToken cancellationToken) =>
        await facts.GetFactAsync(Key, cancellationToken) is { } json ? JsonSerializer.Deserialize<List<DutySwap>>(json) ?? [] : [];

    public static ValueTask WriteAsync(IFactLedger facts, IReadOnlyList<DutySwap> swaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-KeptDays);
        return facts.SetFactAsync(Key, JsonSerializer.Serialize(swaps.Where(s => s.Date >= oldest).TakeLast(MaxKept)), cancellationToken);
    }
}
