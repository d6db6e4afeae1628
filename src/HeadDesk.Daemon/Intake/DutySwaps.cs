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
        Of(await facts.GetFactAsync(Key, cancellationToken));

    /// <summary>For looking only, beside a running daemon.</summary>
    public static async Task<IReadOnlyList<DutySwap>> ReadAsync(IDeskStore desk, CancellationToken cancellationToken) =>
        Of(await desk.FindFactAsync(Key, cancellationToken));

    public static ValueTask WriteAsync(IFactLedger facts, IReadOnlyList<DutySwap> swaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-KeptDays);
        return facts.SetFactAsync(Key, JsonSerializer.Serialize(swaps.Where(s => s.Date >= oldest).TakeLast(MaxKept)), cancellationToken);
    }

    private static List<DutySwap> Of(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<DutySwap>>(json) ?? [];
}
