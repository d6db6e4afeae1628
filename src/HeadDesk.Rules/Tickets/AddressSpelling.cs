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
        || (!(Ascii.IsValid(a) && Ascii.IsValid(b)) && string.Equals(OnTheWire(a), OnTheWire(b), StringComparison.OrdinalIgnoreCase));

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
}
