using HeadDesk.Daemon.Configuration;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>Whether the addresses of the desk, its logins and its staff make sense together.</summary>
internal static class AddressCheck
{
    private const string Area = "addresses";

    public static IReadOnlyList<Finding> Run(HeadDeskOptions options)
    {
        List<Finding> findings = [.. Desk(options), .. Aliases(options), .. Logins(options), .. Staff(options)];
        return findings.Exists(f => f.Mark == Mark.Wrong) ? findings : [Finding.Good(Area, $"mail goes out as {options.Desk.Name} <{options.Desk.Address}>"), .. findings];
    }

    private static IEnumerable<Finding> Desk(HeadDeskOptions options)
    {
        if (!SmtpEnvelope.IsAddress(options.Desk.Address))
        {
            yield return Finding.Wrong(Area, $"desk.address: \"{options.Desk.Address}\" cannot stand in an envelope");
        }
    }

    private static IEnumerable<Finding> Aliases(HeadDeskOptions options)
    {
        var staff = options.Staff.SelectMany(s => s.Addresses).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var alias in options.Desk.Aliases)
        {
            if (!SmtpEnvelope.IsAddress(alias))
            {
                yield return Finding.Wrong(Area, $"desk.aliases: \"{alias}\" is not a mail address");
            }
            else if (staff.Contains(alias))
            {
                yield return Finding.Wrong(Area, $"desk.aliases: {alias} is a staff member's own address; mail from there would be taken for the desk's");
            }
        }
    }

    private static IEnumerable<Finding> Logins(HeadDeskOptions options)
    {
        foreach (var (key, server) in new (string, ServerOptions)[] { ("imap.user", options.Imap), ("smtp.user", options.Smtp) })
        {
            if (server.User is { } user && user.Contains('@', StringComparison.Ordinal) && !DomainOf(user).Equals(DomainOf(options.Desk.Address), StringComparison.OrdinalIgnoreCase))
            {
                yield return Finding.Warning(Area, $"{key}: {user} is of another domain than {options.Desk.Address}; the server must let that login write in this address's name");
            }
        }

        if (string.IsNullOrEmpty(options.Smtp.User))
        {
            yield return Finding.Note(Area, "smtp.user: none, mail is sent without a login");
        }
    }

    private static IEnumerable<Finding> Staff(HeadDeskOptions options)
    {
        if (options.Staff.TrueForAll(s => s.Role != StaffRole.Admin))
        {
            yield return Finding.Warning(Area, "staff: nobody is an admin, so alerts reach no one");
        }

        if (options.Desk is { StaffTrust: StaffTrust.AuthenticationResults, AuthservId: null or "" })
        {
            yield return Finding.Warning(Area, "desk.authservId: not set, so mail of staff commands only as an answer to a notice; set it to what your mail server writes first in its Authentication-Results");
        }
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
