namespace HeadDesk.Rules.Classification.Replies;

/// <summary>A text parted into what was written now and the rest.</summary>
/// <param name="Reply">Without quotations, signature and footers; lines end in LF and carry no trailing space.</param>
/// <param name="Trimmed">What was taken out, in its order; empty where nothing was.</param>
/// <param name="Interleaved">Quotations stand between what was written: out of their context the answers may be hard to follow.</param>
public sealed record ReplySplit(string Reply, string Trimmed, bool Interleaved);
