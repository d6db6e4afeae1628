using System.Buffers;
using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Smtp;

/// <summary>
/// An envelope address that is safe to put between angle brackets. What could end the command or begin another (controls,
/// line breaks, angle brackets) cannot get in.
/// </summary>
internal sealed class SmtpAddress
{
    private const int MaxLocalPart = 64; // RFC 5321 §4.5.3.1.1
    private const int MaxPath = 254;     // RFC 5321 §4.5.3.1.3: 256 with the angle brackets

    private static readonly SearchValues<char> NotInDotString = SearchValues.Create(" \"(),:;<>@[\\]"); // RFC 5322 §3.2.3 specials, less the dot
    private static readonly SearchValues<char> NotInDomain = SearchValues.Create(" \"(),;<>@[\\]");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    private SmtpAddress(string given, string wire, bool needsUtf8)
    {
        Given = given;
        Wire = wire;
        NeedsUtf8 = needsUtf8;
    }

    /// <summary>As the caller wrote it.</summary>
    public string Given { get; }

    /// <summary>As the command carries it: the domain in A-labels (RFC 5890) unless the local part needs SMTPUTF8 anyway.</summary>
    public string Wire { get; }

    public bool NeedsUtf8 { get; }

    /// <summary>Reads <c>local-part@domain</c>; the reason is in words and quotes nothing.</summary>
    public static bool TryParse(string address, out SmtpAddress? parsed, out string? defect)
    {
        parsed = null;
        defect = Check(address, out var at);
        if (defect is not null)
        {
            return false;
        }

        var needsUtf8 = !Ascii.IsValid(address.AsSpan(0, at));
        var wire = address;
        if (!needsUtf8 && !Ascii.IsValid(address) && !TryEncodeDomain(address, at, out wire))
        {
            defect = "its domain is not a valid internationalised name";
            return false;
        }

        parsed = new SmtpAddress(address, wire, needsUtf8);
        return true;
    }

    private static string? Check(string address, out int at)
    {
        at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1)
        {
            return "it is not of the form name@domain";
        }

        if (address.AsSpan().ContainsAny('<', '>') || ContainsControl(address))
        {
            return "it contains a control character or an angle bracket";
        }

        if (Encoding.UTF8.GetByteCount(address) > MaxPath || Encoding.UTF8.GetByteCount(address.AsSpan(0, at)) > MaxLocalPart)
        {
            return "it is too long";
        }

        return IsLocalPart(address.AsSpan(0, at)) && IsDomain(address.AsSpan(at + 1)) ? null : "its name or domain contains a character that is not allowed there";
    }

    private static bool ContainsControl(string address)
    {
        foreach (var rune in address.EnumerateRunes())
        {
            // U+2028 and U+2029 end lines for some receivers; a lone surrogate becomes U+FFFD here.
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFFFD)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>Local-part = Dot-string / Quoted-string</c>, RFC 5321 §4.1.2. Misplaced dots are let through: real mailboxes have them.</summary>
    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        if (local[0] != '"')
        {
            return !local.ContainsAny(NotInDotString);
        }

        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        var inside = local[1..^1];
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '"' || (inside[i] == '\\' && ++i == inside.Length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A host name or an address literal in brackets; whether it exists is the server's to say.</summary>
    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var literal = domain[0] == '[' && domain[^1] == ']' && domain.Length > 2;
        var name = literal ? domain[1..^1] : domain;
        return !name.ContainsAny(NotInDomain) && (literal || !name.Contains(':'));
    }

    private static bool TryEncodeDomain(string address, int at, out string wire)
    {
        try
        {
            wire = string.Concat(address.AsSpan(0, at + 1), Idn.GetAscii(address[(at + 1)..]));
            return true;
        }
        catch (ArgumentException)
        {
            wire = string.Empty; // the only sign that IdnMapping gives of a bad name
            return false;
        }
    }
}
