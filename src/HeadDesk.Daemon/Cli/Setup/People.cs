using System.Text.RegularExpressions;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>Makes staff members out of what people type.</summary>
internal static partial class People
{
    /// <summary>"alice" as it is; of "Alice Example" the first word is the short name, the whole is what customers see.</summary>
    /// <returns>Null where no short name can be made of it.</returns>
    public static StaffOptions? Named(string name, string address, StaffRole role)
    {
        name = name.Trim();
        if (ShortName().IsMatch(name))
        {
            return new StaffOptions { Name = name, Addresses = [address], Role = role };
        }

        var first = name.Split(' ', 2)[0].ToLowerInvariant();
        return ShortName().IsMatch(first) ? new StaffOptions { Name = first, DisplayName = name, Addresses = [address], Role = role } : null;
    }

    /// <summary>NAME=ADDRESS.</summary>
    public static StaffOptions? Parse(string text) =>
        text.LastIndexOf('=') is > 0 and var equals && MailAddresses.Fault(text[(equals + 1)..]) is null ? Named(text[..equals], text[(equals + 1)..], StaffRole.Agent) : null;

    [GeneratedRegex(@"\A[\p{L}\p{N}._-]{1,40}\z")]
    private static partial Regex ShortName();
}

/// <summary>What the setup takes for a mail address.</summary>
internal static class MailAddresses
{
    public static string? Fault(string address) =>
        new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(address) && Mail.Smtp.SmtpEnvelope.IsAddress(address) && DomainOf(address).Length > 0
            ? null
            : "a mail address, e.g. support@example.com";

    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
