using System.Globalization;
using System.Text;

namespace HeadDesk.Rules.Threading;

/// <summary>The identifier <c>[HD-N]</c> in a subject.</summary>
/// <remarks>It survives prefixes, a lower-cased or moved tag and the blanks that folding leaves inside it.</remarks>
public static class SubjectTag
{
    /// <summary>Nine digits: every number that fits an int without a check.</summary>
    private const int MaxDigits = 9;

    /// <summary>"[HD-[HD-1]7]": taking one out may leave another.</summary>
    private const int MaxPasses = 3;

    public static string Format(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"[{prefix}-{number}]");

    /// <summary>The first identifier with that prefix, or null.</summary>
    public static int? Find(string subject, string prefix) =>
        TryFind(subject, prefix, 0, out _, out _, out var number) ? number : null;

    /// <summary>The subject without any identifier of that prefix, blanks closed up.</summary>
    public static string Strip(string subject, string prefix)
    {
        for (var pass = 0; pass < MaxPasses && Find(subject, prefix) is not null; pass++)
        {
            subject = StripOnce(subject, prefix);
        }

        // One inside another, many deep: nobody means that well.
        return Find(subject, prefix) is null ? subject.Trim() : subject.Replace('[', '(').Trim();
    }

    private static string StripOnce(string subject, string prefix)
    {
        var from = 0;
        var rest = new StringBuilder();
        while (TryFind(subject, prefix, from, out var start, out var end, out _))
        {
            var before = subject.AsSpan(from, start - from).Trim();
            rest.Append(before).Append(before.IsEmpty ? "" : " ");
            from = end;
        }

        return rest.Append(subject.AsSpan(from).Trim()).ToString().TrimEnd();
    }

    // tag = "[" prefix *WSP "-" *WSP 1*9DIGIT *WSP "]"
    private static bool TryFind(string subject, string prefix, int from, out int start, out int end, out int number)
    {
        (end, number) = (0, 0);
        for (start = subject.IndexOf('[', from); start >= 0; start = subject.IndexOf('[', start + 1))
        {
            var rest = subject.AsSpan(start + 1).TrimStart();
            if (!rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            rest = rest[prefix.Length..].TrimStart();
            if (rest.IsEmpty || rest[0] is not ('-' or '\u2010' or '\u2011' or '\u2013'))
            {
                continue;
            }

            rest = rest[1..].TrimStart();
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > MaxDigits)
            {
                continue;
            }

            number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..].TrimStart();
            if (!rest.IsEmpty && rest[0] == ']' && number > 0)
            {
                end = subject.Length - rest.Length + 1;
                return true;
            }
        }

        return false;
    }
}
