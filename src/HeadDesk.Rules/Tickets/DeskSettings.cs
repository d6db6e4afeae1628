using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Rules.Tickets;

/// <summary>What the rules must know of one desk. Made from the configuration; nothing about a desk is global.</summary>
public sealed record DeskSettings
{
    /// <summary>The desk's name and support address, as customers see them.</summary>
    public required Party Address { get; init; }

    /// <summary>Primary BCP 47 subtags; the first is the desk's own, in which staff are written to, and customers whose language is none of these.</summary>
    public IReadOnlyList<string> Languages { get; init; } = Words.Languages;

    /// <summary>In the desk's own language.</summary>
    public Words Words => Words.Of(Languages[0]);

    /// <summary>Other addresses that reach the same mailbox.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string TicketPrefix { get; init; } = "HD";

    public IReadOnlyList<StaffMember> Staff { get; init; } = [];

    public StaffTrust StaffTrust { get; init; } = StaffTrust.AuthenticationResults;

    /// <summary>The name under which our own mail server writes Authentication-Results (RFC 8601 §2.5); null trusts none.</summary>
    public string? AuthservId { get; init; }

    /// <summary>How long a customer's reply opens a resolved ticket again.</summary>
    public TimeSpan ReopenWindow { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Every business duration is counted on it.</summary>
    public DeskCalendar Calendar { get; init; } = DeskCalendar.Always;

    /// <summary>What is promised, and what the clock does by itself.</summary>
    public ClockSettings Clock { get; init; } = new();

    public NoticeLimits Limits { get; init; } = new();

    public StaffNotification NewMail { get; init; } = StaffNotification.Off;

    /// <summary>The staff member who gets every new ticket; null leaves it in the queue.</summary>
    public string? AssignNewTo { get; init; }

    /// <summary>Staff names: who is alerted of an incident; without any, the admins.</summary>
    public IReadOnlyList<string> Responders { get; init; } = [];

    /// <summary>Second tiers by name, each a list of staff names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Teams { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who first answers a ticket of nobody's takes it.</summary>
    public bool FirstReplyTakes { get; init; } = true;

    /// <summary>The site delivers support+anything@ to the mailbox, so a token may stand in a Reply-To (RFC 5233).</summary>
    public bool PlusAddresses { get; init; }

    /// <summary>Who takes turns being on duty.</summary>
    public DutySettings Duty { get; init; } = DutySettings.None;

    /// <summary>When on a day with opening hours the digest goes out, in the desk's zone; null for never.</summary>
    public TimeOnly? DigestAt { get; init; }

    public string QueueFolder { get; init; } = "INBOX";

    public string JunkFolder { get; init; } = "Junk";

    public string SentFolder { get; init; } = "Sent";

    public bool IsOwn(string address) => IsOwnAsWritten(address) || IsOwnAsWritten(WithoutDetail(address));

    public StaffMember? StaffBy(string address)
    {
        foreach (var member in Staff)
        {
            if (member.Owns(address))
            {
                return member;
            }
        }

        return null;
    }

    private const int MaxLocalPart = 64;

    public StaffMember? StaffNamed(string? name) => name is null ? null : Staff.FirstOrDefault(s => s.Name == name);

    public IEnumerable<StaffMember> Admins => Staff.Where(s => s.Role == StaffRole.Admin);

    /// <summary>The desk's address with that detail (RFC 5233); null where the site does not deliver it, or it would be longer than servers take (64 octets before the @, RFC 5321 §4.5.3.1.1).</summary>
    public string? PlusAddress(string detail)
    {
        var at = Address.Address.LastIndexOf('@');
        return PlusAddresses && at + 1 + detail.Length <= MaxLocalPart ? $"{Address.Address[..at]}+{detail}{Address.Address[at..]}" : null;
    }

    private bool IsOwnAsWritten(string address) => Address.Is(address) || Aliases.Any(a => AddressSpelling.AreSame(a, address));

    /// <summary>support+token@… is support@… (RFC 5233 sub-addressing).</summary>
    private static string WithoutDetail(string address)
    {
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        var at = address.LastIndexOf('@');
        return plus > 0 && plus < at ? string.Concat(address.AsSpan(0, plus), address.AsSpan(at)) : address;
    }
}
