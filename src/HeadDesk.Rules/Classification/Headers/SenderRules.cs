using System.Collections.Frozen;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification.Headers;

/// <summary>Addresses behind which nobody sits. RFC 3834 §2, RFC 5321 §4.5.1, RFC 2142.</summary>
internal static class SenderRules
{
    /// <summary>Local parts of delivery systems, separators removed.</summary>
    private static readonly FrozenSet<string> Daemons = new[]
    {
        "mailerdaemon", "maildaemon", "mdaemon", "postmaster", "mailer", "maildeliverysystem", "maildeliverysubsystem", "mailsystem",
        "bounce", "bounces", "microsoftexchange",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Beginnings of local parts that refuse answers, separators removed.</summary>
    private static readonly string[] NoReplies =
    [
        "noreply", "donotreply", "dontreply", "noresponse", "unattended", "autoreply", "autoresponder", "autorespond",
        "keineantwort", "nichtantworten", "bittenichtantworten", "nepasrepondre", "noresponder", "noresponda", "nocontestar",
        "naoresponda", "naoresponder", "nonrispondere", "nierispondere", "nieodpowiadaj", "geenantwoord", "nietbeantwoorden",
        "svarej", "svarinte", "ikkesvar", "svarikke", "eivastausta", "alavastaa", "neodpovidat", "neodpovidejte",
        "cevaplamayin", "yanitlamayin", "nevalaszolj",
    ];

    /// <summary>Ends of local parts that belong to list software.</summary>
    private static readonly string[] ListEnds = ["-request", "-bounces", "-owner", "-bounce", "-admin-bounces"];

    /// <summary>The address of a mail delivery system.</summary>
    public static bool IsDaemon(Party? party)
    {
        if (party is null)
        {
            return false;
        }

        // Some systems write From: MAILER-DAEMON, or a name with an empty address.
        var key = Bare(party.Address.Length > 0 ? LocalPart(party.Address) : party.Name ?? "");
        return Daemons.Contains(key) || key.StartsWith("mailerdaemon", StringComparison.Ordinal)
            || key.StartsWith("microsoftexchange", StringComparison.Ordinal);
    }

    /// <summary>The address refuses answers.</summary>
    public static bool RefusesAnswers(Party? party)
    {
        if (party is null)
        {
            return false;
        }

        var key = Bare(LocalPart(party.Address));
        foreach (var beginning in NoReplies)
        {
            if (key.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return key.EndsWith("noreply", StringComparison.Ordinal) || key.EndsWith("donotreply", StringComparison.Ordinal);
    }

    /// <summary>The address belongs to list software (RFC 3834 §2: owner-list, list-request).</summary>
    public static bool IsListSoftware(Party? party)
    {
        if (party is null)
        {
            return false;
        }

        var local = LocalPart(party.Address);
        foreach (var end in ListEnds)
        {
            if (local.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return local.StartsWith("owner-", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> LocalPart(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : address.AsSpan(0, at);
    }

    /// <summary>Lower case, without separators and without a +detail.</summary>
    private static string Bare(ReadOnlySpan<char> local)
    {
        Span<char> buffer = stackalloc char[64];
        var length = 0;
        foreach (var c in local)
        {
            if (c == '+' || length == buffer.Length)
            {
                break;
            }

            if (c is not ('-' or '_' or '.' or ' ' or '"'))
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
        }

        return buffer[..length].ToString();
    }
}
