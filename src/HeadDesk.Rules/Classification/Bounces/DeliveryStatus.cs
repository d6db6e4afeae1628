using System.Text;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Reads message/delivery-status (RFC 3464 §2), as it is and as it is found in the wild.</summary>
/// <remarks>
/// Groups of fields stand apart by blank lines; real reports have several blank lines, none, stray MIME fields, or a group encoded
/// in base64. A group is therefore what follows, up to the next recipient field after an action or status was seen.
/// </remarks>
internal static class DeliveryStatus
{
    private const int MaxRecipients = 1000;
    private const int MaxDiagnostic = 1000;
    private const int MaxFields = 20_000;
    private const int LongestFallback = 4000;

    /// <param name="text">The decoded part.</param>
    /// <param name="fallback">Words to derive a status from where the report gives none: the report's plain part.</param>
    public static void Read(string text, string fallback, List<BouncedRecipient> recipients)
    {
        fallback = fallback.Length > LongestFallback ? fallback[..LongestFallback] : fallback;
        var seen = new HashSet<string>(recipients.Select(r => r.Address), StringComparer.OrdinalIgnoreCase);
        var group = new RecipientGroup();
        foreach (var (name, value) in FieldsOf(text))
        {
            if (name.Length == 0)
            {
                group.BlankLine();
                continue;
            }

            if (group.StartsNew(name))
            {
                Add(group, fallback, recipients, seen);
                group = new RecipientGroup();
            }

            group.Take(name, value);
        }

        Add(group, fallback, recipients, seen);
    }

    private static void Add(RecipientGroup group, string fallback, List<BouncedRecipient> recipients, HashSet<string> seen)
    {
        if (recipients.Count < MaxRecipients && group.Address is { } address && seen.Add(address))
        {
            recipients.Add(group.ToRecipient(address, fallback, MaxDiagnostic));
        }
    }

    /// <summary>Unfolded fields; a blank line is a field without a name. A base64 block in between is decoded and read in its place.</summary>
    private static IEnumerable<(string Name, string Value)> FieldsOf(string text)
    {
        var base64 = new StringBuilder();
        var encoded = false;
        foreach (var (name, value) in Unfold(text))
        {
            if (name.Equals("Content-Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && value.Equals("base64", StringComparison.OrdinalIgnoreCase))
            {
                encoded = true;
            }
            else if (name == "?" && encoded)
            {
                base64.Append(value);
                continue;
            }
            else if (base64.Length > 0 && name.Length > 0)
            {
                foreach (var inner in Decode(base64))
                {
                    yield return inner;
                }
            }

            if (name != "?")
            {
                yield return (name, value);
            }
        }

        foreach (var inner in Decode(base64))
        {
            yield return inner;
        }
    }

    private static IEnumerable<(string Name, string Value)> Decode(StringBuilder base64)
    {
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        var decoded = base64.Length > 0 && Convert.TryFromBase64String(base64.ToString(), bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : "";
        base64.Clear();
        return Unfold(decoded).Where(field => field.Name != "?");
    }

    private static List<(string Name, string Value)> Unfold(string text)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (fields.Count == MaxFields)
            {
                break;
            }

            var colon = line.IndexOf(':');
            if (line.IsWhiteSpace())
            {
                fields.Add(("", ""));
            }
            else if (line[0] is ' ' or '\t' && fields.Count > 0 && fields[^1].Name.Length > 0)
            {
                var (name, value) = fields[^1];
                if (value.Length < 4 * MaxDiagnostic)
                {
                    fields[^1] = (name, $"{value} {line.Trim()}");
                }
            }
            else if (colon > 0 && !line[..colon].TrimEnd().Contains(' '))
            {
                fields.Add((line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString()));
            }
            else
            {
                fields.Add(("?", line.Trim().ToString()));
            }
        }

        return fields;
    }
}
