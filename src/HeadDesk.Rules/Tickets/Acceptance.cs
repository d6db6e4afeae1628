namespace HeadDesk.Rules.Tickets;

/// <summary>The requester's word on a ticket that is ready for their test: <c>#accept</c> or <c>#reject</c> (<c>#annehmen</c>, <c>#ablehnen</c>), the only words of theirs that mean something.</summary>
internal static class Acceptance
{
    private static readonly string[] Accepting = ["accept", "accepted", "annehmen", "angenommen"];
    private static readonly string[] Rejecting = ["reject", "rejected", "ablehnen", "abgelehnt"];
    private static readonly char[] Marks = ['#', '"', '\'', '“', '”', '„', '*', '>', ' ', '\t', '\u00A0', '.', '!', ',', ':', ';'];

    /// <returns>Null where the first line says neither.</returns>
    public static bool? Read(string reply)
    {
        var first = reply.AsSpan().TrimStart();
        var end = first.IndexOfAny('\r', '\n');
        first = (end < 0 ? first : first[..end]).Trim(Marks);
        var word = first.IndexOf(' ') is > 0 and var blank ? first[..blank].TrimEnd(Marks) : first;
        return IsOne(word, Accepting) ? true : IsOne(word, Rejecting) ? false : null;
    }

    private static bool IsOne(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
