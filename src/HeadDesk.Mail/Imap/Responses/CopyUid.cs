namespace HeadDesk.Mail.Imap.Responses;

/// <summary>COPYUID: what was copied and what it is called now, pair by pair in the order given. RFC 4315 §3.</summary>
internal sealed record CopyUid(uint UidValidity, List<UidRange> Source, List<UidRange> Destination)
{
    /// <summary>
    /// Adds the pairs whose source was asked for. False, with nothing added, where the two sides do not match or name more than
    /// <paramref name="limit"/> messages: then nothing is known.
    /// </summary>
    public bool TryAddTo(Dictionary<uint, uint> map, UidSet asked, int limit)
    {
        var count = Source.Sum(range => range.Count);
        if (count != Destination.Sum(range => range.Count) || count > limit)
        {
            return false;
        }

        using var destination = Unfold(Destination).GetEnumerator();
        foreach (var source in Unfold(Source))
        {
            destination.MoveNext();
            if (asked.Contains(source))
            {
                map[source] = destination.Current;
            }
        }

        return true;
    }

    private static IEnumerable<uint> Unfold(List<UidRange> ranges)
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
