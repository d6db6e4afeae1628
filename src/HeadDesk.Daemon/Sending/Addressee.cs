using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending;

/// <summary>Somebody as a header and a greeting name them.</summary>
internal static class Addressee
{
    /// <summary>Whoever forges a sender chooses the name as well: it must not hold a letter of its own.</summary>
    private const int MaxName = 100;

    public static MailAddress Of(Party party) => new(NameOf(party), party.Address);

    public static string? NameOf(Party? party)
    {
        var name = party?.Name;
        return name is { Length: > MaxName } ? string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[MaxName - 2]) ? MaxName - 2 : MaxName - 1), "…") : name;
    }
}
