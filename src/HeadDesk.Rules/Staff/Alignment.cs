using System.Buffers;

namespace HeadDesk.Rules.Staff;

/// <summary>Whether a domain that was proven vouches for the domain in From.</summary>
/// <remarks>
/// Relaxed alignment as RFC 7489 §3.1 has it, without a list of public suffixes: equal, or one is a subdomain of the other and the shorter
/// has two labels at least. So <c>co.uk</c> would vouch for <c>example.co.uk</c>; nobody can sign for <c>co.uk</c>.
/// Names beyond ASCII are compared in the form they came in.
/// </remarks>
internal static class Alignment
{
    private const int MaxLength = 253;
    private static readonly SearchValues<char> OfDomains = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    /// <summary>What follows the last @; the whole where there is none.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].TrimEnd('.');

    public static bool IsAligned(string proven, string from)
    {
        var (a, b) = (proven.TrimEnd('.'), from.TrimEnd('.'));
        return IsDomain(a) && IsDomain(b) && (Same(a, b) || IsBelow(a, b) || IsBelow(b, a));
    }

    public static bool Same(string a, string b) => string.Equals(a.TrimEnd('.'), b.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(string sub, string parent) =>
        parent.Contains('.', StringComparison.Ordinal) && sub.Length > parent.Length + 1
        && sub[^(parent.Length + 1)] == '.' && sub.EndsWith(parent, StringComparison.OrdinalIgnoreCase);

    private static bool IsDomain(string text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '.' && !text.Contains("..", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(OfDomains);
}
