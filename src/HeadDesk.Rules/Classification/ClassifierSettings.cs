namespace HeadDesk.Rules.Classification;

/// <summary>What the classifier must know of the desk.</summary>
public sealed record ClassifierSettings
{
    /// <summary>The desk's own addresses, the support address first.</summary>
    public IReadOnlyList<string> OwnAddresses { get; init; } = [];

    /// <summary>Whether a Message-ID (without brackets) was made and signed by this desk.</summary>
    public Func<string, bool> IsOwnMessageId { get; init; } = _ => false;

    public static ClassifierSettings None { get; } = new();
}
