using System.ComponentModel.DataAnnotations;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>desk</c>: who we are.</summary>
public sealed class DeskOptions
{
    /// <summary>The desk's stable name in the store; never shown to customers.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "lower-case letters, digits and hyphens, 40 at most")]
    public string Id { get; set; } = "main";

    /// <summary>The display name in From.</summary>
    [Required(ErrorMessage = "the desk's name, e.g. \"Example Support\"")]
    public string Name { get; set; } = "";

    /// <summary>The support address.</summary>
    [Required(ErrorMessage = "the support address, e.g. \"support@example.com\""), EmailAddress(ErrorMessage = "a mail address, e.g. \"support@example.com\"")]
    public string Address { get; set; } = "";

    /// <summary>Other addresses that reach the same mailbox.</summary>
    public List<string> Aliases { get; set; } = [];

    /// <summary>The letters before the number in <c>[HD-7]</c>.</summary>
    [RegularExpression("[A-Za-z][A-Za-z0-9]{0,9}", ErrorMessage = "a letter and up to nine letters or digits, e.g. \"HD\"")]
    public string TicketPrefix { get; set; } = "HD";

    /// <summary>Store, originals, keys and logs; relative to the configuration file.</summary>
    [Required(ErrorMessage = "a folder, e.g. \"data\"")]
    public string DataDirectory { get; set; } = "data";

    /// <summary>What proves that staff wrote a mail.</summary>
    public StaffTrust StaffTrust { get; set; } = StaffTrust.AuthenticationResults;

    /// <summary>The authserv-id of our own mail server (RFC 8601 §2.2); others' results are ignored.</summary>
    public string? AuthservId { get; set; }

    /// <summary>The staff member who gets every new ticket; without one, new mail waits in INBOX.</summary>
    public string? AssignNewTo { get; set; }

    /// <summary>Who first answers a ticket of nobody's takes it.</summary>
    public bool FirstReplyTakes { get; set; } = true;

    /// <summary>The server delivers support+anything@ to the mailbox (RFC 5233): notices to staff can be answered to such an address.</summary>
    public bool PlusAddresses { get; set; }
}
