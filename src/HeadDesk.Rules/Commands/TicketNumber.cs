using System.Globalization;

namespace HeadDesk.Rules.Commands;

/// <summary>A ticket's number as people write it: <c>7</c>, <c>#7</c>, <c>HD-7</c> or <c>[HD-7]</c>.</summary>
internal static class TicketNumber
{
    /// <summary>Nine digits: every number that fits an int without a check.</summary>
    private const int MaxDigits = 9;
    private const int MaxPrefix = 20;

    public static bool TryRead(string text, out int number)
    {
        var rest = text.AsSpan().Trim();
        if (rest is ['[', .., ']'])
        {
            rest = rest[1..^1].Trim();
        }

        rest = rest.TrimStart('#');
        var dash = rest.LastIndexOf('-');
        if (dash is > 0 and <= MaxPrefix && char.IsLetter(rest[0]))
        {
            rest = rest[(dash + 1)..].TrimStart();
        }

        number = 0;
        return rest.Length is > 0 and <= MaxDigits && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }

    /// <summary>Why it could not be read.</summary>
    public static string Missing(string text) => text.Length == 0 ? "the number of a ticket is missing" : $"{text} is no number of a ticket";
}
