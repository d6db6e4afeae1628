using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Staff;

/// <summary>What our own mail server found out about a mail's From domain.</summary>
/// <remarks>
/// Anybody can write an Authentication-Results field; our server puts its own on top (RFC 8601 §5). So the topmost field must carry our
/// authserv-id, and of the fields of ours that follow one another directly the first that speaks of dmarc, dkim or spf decides alone:
/// whatever stands below may be forged.
/// </remarks>
internal static class ServerVerdict
{
    private const string FieldName = "Authentication-Results";
    private const int MaxQuoted = 100;
    private static readonly string[] Methods = ["dmarc", "dkim", "spf"];

    /// <returns>Null where the From domain is proven; else why it is not, in words.</returns>
    public static string? WhyNotProven(IReadOnlyList<MailField> fields, string? authservId, string from)
    {
        var results = Deciding(fields, authservId, out var whyNone);
        return results is null ? whyNone : Judge(results, authservId!, Alignment.DomainOf(from)); // "none" decides as well: nothing was tested
    }

    /// <summary>Our server says in so many words that the mail is not from there: more than that nothing proves it.</summary>
    public static bool Refutes(IReadOnlyList<MailField> fields, string? authservId, string from)
    {
        var domain = Alignment.DomainOf(from);
        if (Deciding(fields, authservId, out _) is not { } results || Judge(results, authservId!, domain) is null)
        {
            return false;
        }

        var dmarc = results.Of("dmarc").Select(r => r.Result).ToList();
        return dmarc.Exists(IsRefusal)
            || (!dmarc.Contains("pass") && results.Of("spf").Any(r => r.Result == "fail" && ProvenBy(r).Any(d => Alignment.IsAligned(d, domain))));
    }

    /// <summary>The one field that decides; null, with the reason, where there is none.</summary>
    private static AuthenticationResults? Deciding(IReadOnlyList<MailField> fields, string? authservId, out string? whyNone)
    {
        whyNone = null;
        if (string.IsNullOrEmpty(authservId))
        {
            whyNone = "desk.authservId is not set";
            return null;
        }

        var begun = false;
        foreach (var field in fields)
        {
            if (!field.Name.Equals(FieldName, StringComparison.OrdinalIgnoreCase))
            {
                if (begun)
                {
                    break;
                }

                continue;
            }

            if (!AuthenticationResults.TryParse(field.Value, out var results))
            {
                whyNone = "its Authentication-Results cannot be read";
                return null;
            }

            if (!authservId.Equals(results.AuthservId, StringComparison.OrdinalIgnoreCase))
            {
                whyNone = begun ? Silent(authservId) : $"no Authentication-Results of {authservId} on top (the topmost is of {Quote(results.AuthservId ?? "an unnamed server")})";
                return null;
            }

            begun = true;
            if (results.Results.Count == 0 || results.Results.Any(r => Methods.Contains(r.Method)))
            {
                return results;
            }
        }

        whyNone = begun ? Silent(authservId) : $"no Authentication-Results of {authservId}";
        return null;
    }

    private static string? Judge(AuthenticationResults results, string authservId, string domain)
    {
        // The domain's owner may ask for more than relaxed alignment: what DMARC refused, DKIM and SPF do not bring back.
        if (results.Of("dmarc").FirstOrDefault(r => IsRefusal(r.Result)) is { } refused)
        {
            return $"dmarc={refused.Result} for {domain}";
        }

        var others = new List<string>();
        foreach (var result in results.Results.Where(r => r.Passed && Methods.Contains(r.Method)))
        {
            var proven = ProvenBy(result);
            if (proven.Count == 0 ? result.Method == "dmarc" : proven.All(d => Vouches(result.Method, d, domain)))
            {
                return null;
            }

            others.Add($"{result.Method.ToUpperInvariant()} passed for {(proven.Count == 0 ? "an unnamed domain" : Quote(proven[0]))}, not for {domain}");
        }

        return others.Count > 0
            ? string.Join("; ", others.Take(3))
            : results.Results.Count == 0 ? $"{authservId} tested nothing" : "no pass, only " + string.Join(", ", results.Results.Where(r => Methods.Contains(r.Method)).Take(5).Select(r => $"{r.Method}={Quote(r.Result)}"));
    }

    // header.d as it is: a signature's domain has no local part, so one with an @ is a trick.
    private static IReadOnlyList<string> ProvenBy(AuthenticationResult result) => result.Method switch
    {
        "dmarc" => result.ValuesOf("header.from"),
        "spf" => [.. result.ValuesOf("smtp.mailfrom").Select(Alignment.DomainOf)],
        _ => result.ValuesOf("header.d") is { Count: > 0 } signers ? signers : [.. result.ValuesOf("header.i").Select(Alignment.DomainOf)],
    };

    private static bool Vouches(string method, string proven, string domain) =>
        method == "dmarc" ? Alignment.Same(proven, domain) : Alignment.IsAligned(proven, domain);

    private static bool IsRefusal(string result) => result is "fail" or "reject" or "quarantine";

    private static string Silent(string authservId) => $"{authservId} says nothing of dmarc, dkim or spf";

    private static string Quote(string text)
    {
        var shown = text.Length <= MaxQuoted ? text : string.Concat(text.AsSpan(0, MaxQuoted), "…");
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }
}
