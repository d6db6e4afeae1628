using System.Buffers;

namespace HeadDesk.Rules.Tickets;

/// <summary>Somebody who writes or is written to: a display name and an address.</summary>
/// <param name="Name">The decoded display name; null where the mail gave none.</param>
/// <param name="Address">addr-spec (RFC 5322 §3.4.1) without brackets, as it was written.</param>
public sealed record Party(string? Name, string Address)
{
    /// <summary>The form under which two spellings of an address are the same: lower case, whole.</summary>
    /// <remarks>RFC 5321 §2.4 lets local parts differ by case; no provider in use makes two people of it.</remarks>
    public string Key => Address.ToLowerInvariant();

    private const int MaxAddress = 254; // RFC 5321 §4.5.3.1.3
    private const int MaxLocal = 64; // RFC 5321 §4.5.3.1.1
    private static readonly SearchValues<char> NeverInAddress = SearchValues.Create(" \t\r\n<>,;()\\");
    private static readonly SearchValues<char> NeverInName = SearchValues.Create("\":[]@"); // unless quoted

    /// <summary>Good enough to be worth an attempt: the composer and the server have the last word.</summary>
    public bool IsWritable =>
        Address.LastIndexOf('@') is > 0 and <= MaxLocal and var at && at < Address.Length - 1 && Address.Length <= MaxAddress
        && !Address.AsSpan().ContainsAny(NeverInAddress)
        && (IsQuoted(at) || !Address.AsSpan(0, at).ContainsAny(NeverInName))
        && (Address[at + 1] == '[' || !Address.AsSpan(at).Contains(':')); // [IPv6:…] is an address literal (RFC 5321 §4.1.3)

    public bool Is(string address) => AddressSpelling.AreSame(Address, address);

    private bool IsQuoted(int at) => at > 2 && Address[0] == '"' && Address[at - 1] == '"' && !Address.AsSpan(1, at - 2).Contains('"');

    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";
}
