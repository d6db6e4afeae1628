using System.Collections;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap;

/// <summary>
/// A set of UIDs in ascending order, kept as ranges without overlap: <c>1:5,9,12:*</c> (sequence-set, RFC 9051 §9). Enumerating
/// a set that ends in "*" is refused, since only the server knows its end.
/// </summary>
public sealed class UidSet : IEnumerable<uint>, IEquatable<UidSet>
{
    private readonly UidRange[] ranges;

    internal UidSet(UidRange[] normalised)
    {
        ranges = normalised;
        foreach (var range in normalised)
        {
            Count += range.Count;
        }
    }

    public static UidSet Empty { get; } = new([]);

    /// <summary><c>1:*</c></summary>
    public static UidSet All { get; } = From(1);

    public IReadOnlyList<UidRange> Ranges => ranges;

    /// <summary>How many UIDs the set covers, whether or not there are messages for all of them.</summary>
    public long Count { get; }

    public bool IsEmpty => ranges.Length == 0;

    /// <summary>The set reaches to "*".</summary>
    public bool IsOpen => ranges.Length > 0 && ranges[^1].Last == UidRange.Highest;

    /// <summary><c>first:*</c>. A server answers such a set with the highest message even when its UID is below.</summary>
    public static UidSet From(uint first) => new([new UidRange(Math.Max(first, 1), UidRange.Highest)]);

    public static UidSet Of(params ReadOnlySpan<uint> uids)
    {
        var sorted = uids.ToArray();
        Array.Sort(sorted);
        return UidSetBuilder.FromSorted(sorted);
    }

    public static UidSet Of(IEnumerable<uint> uids) => Of(uids.ToArray());

    public static UidSet Of(IEnumerable<UidRange> ranges) => UidSetBuilder.Normalise([.. ranges]);

    /// <summary>Reads <c>1:5,9,12:*</c> in any order; null where it is no such set.</summary>
    public static UidSet? TryParse(string text) =>
        UidSetBuilder.TryParseRanges(System.Text.Encoding.Latin1.GetBytes(text), int.MaxValue, out var ranges) ? UidSetBuilder.Normalise(ranges) : null;

    public bool Contains(uint uid)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (uid < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (uid > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public UidSet Union(UidSet other) => UidSetBuilder.Normalise([.. ranges, .. other.ranges]);

    public UidSet Except(UidSet other) => Of(this.Where(uid => !other.Contains(uid)));

    /// <summary>Cuts the set into sets of at most <paramref name="size"/> UIDs, lowest first.</summary>
    public IEnumerable<UidSet> Chunk(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var part = new List<UidRange>();
        long room = size;
        foreach (var range in ranges)
        {
            for (long first = range.First; first <= range.Last;)
            {
                var last = Math.Min(first + room - 1, range.Last);
                part.Add(new UidRange((uint)first, (uint)last));
                room -= last - first + 1;
                first = last + 1;
                if (room == 0)
                {
                    yield return new UidSet([.. part]);
                    part.Clear();
                    room = size;
                }
            }
        }

        if (part.Count > 0)
        {
            yield return new UidSet([.. part]);
        }
    }

    public IEnumerator<uint> GetEnumerator()
    {
        if (IsOpen)
        {
            throw new InvalidOperationException($"The end of {this} is known to the server only.");
        }

        return Enumerate();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(UidSet? other) => other is not null && ranges.AsSpan().SequenceEqual(other.ranges);

    public override bool Equals(object? obj) => Equals(obj as UidSet);

    public override int GetHashCode() => ranges.Length == 0 ? 0 : HashCode.Combine(ranges.Length, ranges[0], ranges[^1]);

    public override string ToString() => string.Join(',', ranges);

    private IEnumerator<uint> Enumerate()
    {
        foreach (var range in ranges)
        {
            for (long uid = range.First; uid <= range.Last; uid++)
            {
                yield return (uint)uid;
            }
        }
    }
}
