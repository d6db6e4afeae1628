namespace HeadDesk.Store.Erasing;

/// <summary>Takes one person's address out of a text, and leaves addresses alone that only hold it.</summary>
internal static class AddressText
{
    /// <summary>In place of what was there. It is no address: nothing is ever sent to it.</summary>
    public const string Erased = "erased";

    /// <returns>The same object where the address is not in it.</returns>
    public static string Without(string text, string address)
    {
        var at = Find(text, address, 0);
        if (at < 0)
        {
            return text;
        }

        var kept = new System.Text.StringBuilder(text.Length);
        var from = 0;
        for (; at >= 0; at = Find(text, address, from))
        {
            kept.Append(text, from, at - from).Append(Erased);
            from = at + address.Length;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }

    private static int Find(string text, string address, int from)
    {
        while (from <= text.Length - address.Length && text.IndexOf(address, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            if ((at == 0 || !IsLocal(text[at - 1])) && !GoesOn(text, at + address.Length))
            {
                return at;
            }

            from = at + 1;
        }

        return -1;
    }

    // joann@x.example is not ann@x.example, and neither is ann@x.example.org.
    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';

    private static bool GoesOn(string text, int end) =>
        end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '-' || (text[end] == '.' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])));
}
