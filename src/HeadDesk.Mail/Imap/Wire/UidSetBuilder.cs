using System.Buffers.Text;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>Makes sets of UIDs from numbers and from the wire, without ever unfolding a range.</summary>
internal static class UidSetBuilder
{
    public static UidSet FromSorted(ReadOnlySpan<uint> sorted)
    {
        var ranges = new List<UidRange>();
        foreach (var uid in sorted)
        {
            ArgumentOutOfRangeException.ThrowIfZero(uid);
            if (ranges.Count > 0 && uid <= (long)ranges[^1].Last + 1)
            {
                ranges[^1] = ranges[^1] with { Last = Math.Max(uid, ranges[^1].Last) };
            }
            else
            {
                ranges.Add(new UidRange(uid, uid));
            }
        }

        return ranges.Count == 0 ? UidSet.Empty : new UidSet([.. ranges]);
    }

    public static UidSet Normalise(List<UidRange> ranges)
    {
        ranges.Sort(static (a, b) => a.First.CompareTo(b.First));
        var merged = new List<UidRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= (long)merged[^1].Last + 1)
            {
                merged[^1] = merged[^1] with { Last = Math.Max(range.Last, merged[^1].Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged.Count == 0 ? UidSet.Empty : new UidSet([.. merged]);
    }

    /// <summary>Parts whose text fits on a command line: RFC 7162 §4 asks clients to stay under 8192 bytes.</summary>
    public static IEnumerable<UidSet> SplitForCommands(UidSet uids, int limit = 7000)
    {
        var part = new List<UidRange>();
        var length = 0;
        foreach (var range in uids.Ranges)
        {
            var text = range.ToString().Length + 1;
            if (length + text > limit)
            {
                yield return new UidSet([.. part]);
                part.Clear();
                length = 0;
            }

            part.Add(range);
            length += text;
        }

        if (part.Count > 0)
        {
            yield return new UidSet([.. part]);
        }
    }

    /// <summary>
    /// The ranges in the order they came, which counts in COPYUID (RFC 4315 §3). sequence-set = (seq-number / seq-range)
    /// *("," …); "5:2" is "2:5".
    /// </summary>
    public static bool TryParseRanges(ReadOnlySpan<byte> text, int limit, out List<UidRange> ranges)
    {
        ranges = [];
        while (ranges.Count < limit && TryUid(ref text, out var first))
        {
            var last = first;
            if (text is [(byte)':', ..])
            {
                text = text[1..];
                if (!TryUid(ref text, out last))
                {
                    return false;
                }
            }

            ranges.Add(new UidRange(Math.Min(first, last), Math.Max(first, last)));
            if (text.IsEmpty)
            {
                return true;
            }

            if (text[0] != ',')
            {
                return false;
            }

            text = text[1..];
        }

        return false;
    }

    private static bool TryUid(ref ReadOnlySpan<byte> text, out uint uid)
    {
        if (text is [(byte)'*', ..])
        {
            uid = UidRange.Highest;
            text = text[1..];
            return true;
        }

        if (!Utf8Parser.TryParse(text, out uid, out var length) || uid == 0)
        {
            return false;
        }

        text = text[length..];
        return true;
    }
}
