using System.Globalization;
using System.Text;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>The fields of one recipient (RFC 3464 §2.3) while they are gathered.</summary>
internal sealed class RecipientGroup
{
    private string? final;
    private string? original;
    private string? action;
    private string? status;
    private string? diagnostic;
    private bool closed;

    /// <summary>The original recipient is the address that was written to; the final one may be an alias behind it (RFC 3464 §2.3.1).</summary>
    public string? Address => AddressIn(original) ?? AddressIn(final);

    private bool HasAddress => final is not null || original is not null;

    public void BlankLine() => closed |= HasAddress && (action is not null || status is not null);

    /// <summary>The field belongs to the next recipient.</summary>
    public bool StartsNew(string name) =>
        (closed && Names(name)) || (final is not null && Is(name, "Final-Recipient")) || (original is not null && Is(name, "Original-Recipient"))
        || (action is not null && HasAddress && Is(name, "Action"));

    public void Take(string name, string value)
    {
        if (Is(name, "Final-Recipient"))
        {
            final = value;
        }
        else if (Is(name, "Original-Recipient"))
        {
            original = value;
        }
        else if (Is(name, "X-Actual-Recipient") || Is(name, "X-Original-Recipient"))
        {
            original ??= value;
        }
        else if (Is(name, "Action"))
        {
            action ??= value;
        }
        else if (Is(name, "Status"))
        {
            status ??= value;
        }
        else if (Is(name, "Diagnostic-Code"))
        {
            diagnostic ??= value;
        }
    }

    public BouncedRecipient ToRecipient(string address, string fallback, int maxDiagnostic)
    {
        var words = Text(diagnostic, maxDiagnostic);
        var comment = status is not null && status.IndexOf('(') is > 0 and var open ? status[open..].Trim('(', ')', ' ') : null;
        var code = StatusCode.Find(status) ?? StatusCode.Derive($"{words} {comment}", Verb(action)) ?? StatusCode.Derive(fallback, Verb(action));
        var verb = Verb(action) ?? StatusCode.ActionFor(code);
        return new BouncedRecipient(address, verb, code, StatusCode.IsPermanent(verb, code), words ?? comment);
    }

    private static bool Names(string name) => Is(name, "Final-Recipient") || Is(name, "Original-Recipient") || Is(name, "Action") || Is(name, "Status");

    private static bool Is(string name, string field) => name.Equals(field, StringComparison.OrdinalIgnoreCase);

    /// <summary>action-value = "failed" / "delayed" / "delivered" / "relayed" / "expanded"; misspelt ones are nearly always failures.</summary>
    private static string? Verb(string? action)
    {
        var word = action.AsSpan().Trim();
        var end = word.IndexOfAny(" ;(\t");
        word = end < 0 ? word : word[..end];
        foreach (var known in (ReadOnlySpan<string>)["failed", "delayed", "delivered", "relayed", "expanded"])
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return word.Equals("failure", StringComparison.OrdinalIgnoreCase) ? "failed" : null;
    }

    /// <summary>recipient = address-type ";" generic-address; the type may be missing, the address in brackets.</summary>
    private static string? AddressIn(string? value)
    {
        if (value is null)
        {
            return null;
        }

        value = value.StartsWith("utf-8", StringComparison.OrdinalIgnoreCase) ? Unescape(value) : value;
        var address = value.AsSpan(value.IndexOf(';') + 1);
        return AddressText.First(address, 0, out _) ?? (value.Contains(';') && !address.Trim().IsEmpty && !address.Trim().Contains(' ') && address.Length < 320
            && value.AsSpan(0, value.IndexOf(';')).Trim().Equals("rfc822", StringComparison.OrdinalIgnoreCase) ? address.Trim(" <>").ToString() : null);
    }

    /// <summary>utf-8-addr-xtext, utf-8-addr-unitext: "\x{" 2*6HEXDIG "}"   RFC 6533 §3</summary>
    private static string Unescape(string value)
    {
        const int MostDigits = 6;
        if (!value.Contains("\\x{", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var close = value[i] == '\\' && i + 2 < value.Length && value[i + 1] is 'x' or 'X' && value[i + 2] == '{' ? value.AsSpan(i).IndexOf('}') : -1;
            if (close is > 3 and <= 3 + MostDigits
                && int.TryParse(value.AsSpan(i + 3, close - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.TryCreate(code, out var rune) && !Rune.IsControl(rune))
            {
                plain.Append(rune.ToString());
                i += close;
            }
            else
            {
                plain.Append(value[i]);
            }
        }

        return plain.ToString();
    }

    private static string? Text(string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var semicolon = value.IndexOf(';');
        var words = semicolon is > 0 and < 16 && !value.AsSpan(0, semicolon).Contains(' ') ? value.AsSpan(semicolon + 1).Trim() : value.AsSpan().Trim();
        return words.Length > max ? words[..max].ToString() : words.ToString();
    }
}
