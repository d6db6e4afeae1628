using System.ComponentModel.DataAnnotations;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Configuration;

/// <summary>One of <c>staff</c>: a person with a folder.</summary>
public sealed class StaffOptions
{
    /// <summary>Short and unique; commands name people by it.</summary>
    [Required(ErrorMessage = "a short name, e.g. \"alice\""), RegularExpression(@"[\p{L}\p{N}._-]{1,40}", ErrorMessage = "letters, digits, dot, hyphen and underscore, 40 at most")]
    public string Name { get; set; } = "";

    /// <summary>As customers see it; the name where not given.</summary>
    public string? DisplayName { get; set; }

    [MinLength(1, ErrorMessage = "at least one mail address")]
    public List<string> Addresses { get; set; } = [];

    /// <summary>The IMAP folder; the name where not given.</summary>
    public string? Folder { get; set; }

    public StaffRole Role { get; set; } = StaffRole.Agent;

    /// <summary>Put under this person's replies.</summary>
    public string? Signature { get; set; }

    /// <summary>An IANA time zone for the dates this person writes; the desk's where not given.</summary>
    public string? TimeZone { get; set; }
}
