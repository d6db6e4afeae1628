using System.Globalization;
using System.Text;

namespace HeadDesk.Rules.Tickets;

/// <summary>Spellings of one address: upper and lower case, and a domain beyond ASCII in letters or in its wire form (RFC 5890: xn--…).</summary>
public static class AddressSpelling
{
    private const int MaxDomain = 253; // RFC 1035 §2.3.4
    private static readonly IdnMapping Idn = new();

    public static bool AreSame(string a, string b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
        || (Ascii.IsValid(a) ? !Ascii.IsValid(b) && IsWireFormOf(a, b) : Ascii.IsValid(b) && IsWireFormOf(b, a));

    /// <summary>With its domain as mail carries it; as it is where that has no such form.</summary>
    public static string OnTheWire(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || address.Length - at > MaxDomain || Ascii.IsValid(address.AsSpan(at)))
        {
            return address;
        }

        try
        {
            return string.Concat(address.AsSpan(0, at + 1), Idn.GetAscii(address[(at + 1)..]));
        }
        catch (ArgumentException)
        {
            return address; // the only sign that IdnMapping gives of a bad name
        }
    }

    /// <summary>
    /// Under what notices to an address are counted: one mailbox, with or without a detail (RFC 5233: x+1@d is x@d), however it is spelled.
    /// For counting alone: nobody becomes somebody else by it.
    /// </summary>
    public static string Counted(string address)
    {
        var wire = OnTheWire(address.ToLowerInvariant());
        var at = Math.Max(0, wire.LastIndexOf('@'));
        var local = wire.AsSpan(0, at);
        local = local is ['"', .., '"'] ? local[1..^1] : local; // "x"@d is x@d (RFC 5321 §4.1.2)
        var plus = local.IndexOf('+');
        return string.Concat(plus > 0 ? local[..plus] : local, wire.AsSpan(at));
    }

    // The conversion is dear and a stranger's mail names hundreds of addresses: only where it can matter.
    private static bool IsWireFormOf(string wire, string letters) =>
        wire.Contains("xn--", StringComparison.OrdinalIgnoreCase)
        && wire.AsSpan(0, wire.LastIndexOf('@') + 1).Equals(letters.AsSpan(0, letters.LastIndexOf('@') + 1), StringComparison.OrdinalIgnoreCase)
        && string.Equals(wire, OnTheWire(letters), StringComparison.OrdinalIgnoreCase);
}
