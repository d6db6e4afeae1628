namespace HeadDesk.Mail.Imap;

/// <summary>The flags every server knows. RFC 9051 §2.3.2; \Recent is gone in rev2.</summary>
[Flags]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "Flag is the protocol's own word.")]
public enum SystemFlags
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,
    Recent = 32,
}

/// <summary>A message's flags; keywords are compared without case.</summary>
public sealed record MessageFlags(SystemFlags System, IReadOnlyList<string> Keywords)
{
    private static readonly MessageFlags[] Bare = [.. Enumerable.Range(0, 64).Select(flags => new MessageFlags((SystemFlags)flags, []))];

    public static MessageFlags None => Bare[0];

    public static MessageFlags Seen => Of(SystemFlags.Seen);

    public static MessageFlags Flagged => Of(SystemFlags.Flagged);

    public static MessageFlags Answered => Of(SystemFlags.Answered);

    public static MessageFlags Deleted => Of(SystemFlags.Deleted);

    public static MessageFlags Of(SystemFlags system, params IReadOnlyList<string> keywords) =>
        keywords.Count == 0 ? Bare[(int)system & 63] : new MessageFlags(system, keywords);

    public bool Has(SystemFlags flags) => (System & flags) == flags;

    public bool HasKeyword(string keyword) => Keywords.Contains(keyword, StringComparer.OrdinalIgnoreCase);

    public bool Equals(MessageFlags? other) =>
        other is not null && System == other.System && Keywords.SequenceEqual(other.Keywords, StringComparer.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(System, Keywords.Count);

    /// <summary>As on the wire: <c>(\Seen $Junk)</c>.</summary>
    public override string ToString() => $"({string.Join(' ', Words)})";

    private IEnumerable<string> Words =>
        Enum.GetValues<SystemFlags>().Where(flag => flag != SystemFlags.None && Has(flag)).Select(flag => $"\\{flag}").Concat(Keywords);
}
