using System.Text;

namespace HeadDesk.Rules.Staff;

/// <summary>Finds addresses of staff in what goes to a customer. One that is merely the tail or the head of somebody else's is none of theirs.</summary>
public static class PrivateAddresses
{
    /// <summary>Marks that join a word to the name before the @.</summary>
    private const string Joining = "._%+-";

    public static bool AppearIn(string text, IReadOnlyList<string> addresses) => addresses.Any(a => Find(text, a, 0) >= 0);

    /// <summary>Each of them becomes another address.</summary>
    public static string Replace(string text, IReadOnlyList<string> addresses, string by)
    {
        foreach (var address in addresses)
        {
            var at = Find(text, address, 0);
            if (at < 0)
            {
                continue;
            }

            var replaced = new StringBuilder(text.Length);
            var from = 0;
            for (; at >= 0; at = Find(text, address, from))
            {
                replaced.Append(text, from, at - from).Append(by);
                from = at + address.Length;
            }

            text = replaced.Append(text, from, text.Length - from).ToString();
        }

        return text;
    }

    private static int Find(string text, string address, int from)
    {
        while (address.Length > 0 && text.IndexOf(address, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            if (!GoesOnBefore(text, at) && !GoesOnAfter(text, at + address.Length))
            {
                return at;
            }

            from = at + address.Length;
        }

        return -1;
    }

    // rebob@ and x.bob@ are other people; a dash of a list or a mark of emphasis before bob@ is not.
    private static bool GoesOnBefore(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && Joining.Contains(text[before]))
        {
            before--;
        }

        return before >= 0 && char.IsLetterOrDigit(text[before]);
    }

    // example.company and example.com.au are other domains; a capital after the dot begins the next sentence.
    private static bool GoesOnAfter(string text, int end)
    {
        if (end >= text.Length)
        {
            return false;
        }

        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return char.IsLetterOrDigit(text[end]) || (text[end] == '-' && char.IsLetterOrDigit(next)) || (text[end] == '.' && char.IsLetterOrDigit(next) && !char.IsUpper(next));
    }
}
