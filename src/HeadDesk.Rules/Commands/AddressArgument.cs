using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>An address that a command names: it will be written to, so it must be a real one and nobody's by mistake.</summary>
internal static class AddressArgument
{
    /// <summary>RFC 5321 §4.5.3.1.3 leaves 256 for a path with its brackets.</summary>
    private const int MaxAddress = 254;
    private const int MaxLocal = 64; // RFC 5321 §4.5.3.1.1
    private const int MaxName = 100;
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~.";

    /// <returns>Null, with the failure said, where it is not one address.</returns>
    public static Party? Read(CommandRun run, string text)
    {
        text = WithoutLink(text.Trim());
        var open = text.IndexOf('<');
        var (name, address) = open < 0 ? (null, text) : (text[..open].Trim().Trim('"').Trim(), text[open..]);
        if (open >= 0)
        {
            address = address is ['<', .., '>'] ? address[1..^1].Trim() : "";
        }

        if (text.Length == 0)
        {
            run.Fail("an address is missing");
        }
        else if (!IsAddress(address) || (name is not null && !IsName(name)))
        {
            run.Fail($"{Cut(text)} is not one address, such as carol@customer.example");
        }
        else
        {
            return new Party(string.IsNullOrEmpty(name) ? null : name, address);
        }

        return null;
    }

    /// <returns>False, with the failure said, for the desk itself, for staff, and where the ticket is full.</returns>
    public static bool MayTakePart(CommandRun run, Party party)
    {
        if (run.Settings.IsOwn(party.Address))
        {
            run.Fail($"{party.Address} is the desk's own address: mail to it would come back");
        }
        else if (run.Settings.StaffBy(party.Address) is { } member)
        {
            run.Fail($"{party.Address} is {member.DisplayName}, who works here; #assign {member.Name} gives the ticket to them");
        }
        else if (run.Ticket.Participants.Count >= Participation.MaxParticipants)
        {
            run.Fail($"a ticket has at most {Participation.MaxParticipants} participants");
        }
        else
        {
            return true;
        }

        return false;
    }

    // addr-spec = dot-atom "@" domain (RFC 5322 §3.4.1), letters beyond ASCII allowed (RFC 6531); no quoted local parts, no literals.
    private static bool IsAddress(string address)
    {
        var at = address.IndexOf('@');
        if (address.Length > MaxAddress || at is < 1 or > MaxLocal || !address.AsSpan(at + 1).Contains('.'))
        {
            return false;
        }

        var (local, domain) = (address[..at], address[(at + 1)..]);
        return local.All(c => IsLetterOrDigit(c) || AtomSigns.Contains(c))
            && local.Split('.').All(atom => atom.Length > 0)
            && domain.All(c => IsLetterOrDigit(c) || c is '-' or '.')
            && domain.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-');
    }

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterOrDigit(c) || (c > '\u007F' && char.IsLetterOrDigit(c));

    private static bool IsName(string name) =>
        name.Length <= MaxName && !name.Any(c => char.IsControl(c) || c is '@' or '<' or '>' or '"' or '\\' or '\u2028' or '\u2029');

    // A mail program that makes links writes carol@x<mailto:carol@x>.
    private static string WithoutLink(string text)
    {
        var link = text.IndexOf("<mailto:", StringComparison.OrdinalIgnoreCase);
        if (link < 0 || text[^1] != '>')
        {
            return text;
        }

        var target = text[(link + "<mailto:".Length)..^1];
        var before = text[..link].Trim();
        return before.Equals(target, StringComparison.OrdinalIgnoreCase) ? before : before.Contains('@', StringComparison.Ordinal) ? text : $"{before} <{target}>";
    }

    private static string Cut(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
}
