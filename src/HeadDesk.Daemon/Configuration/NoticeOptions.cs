using System.ComponentModel.DataAnnotations;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>notices</c>: who is told, and how often at most.</summary>
public sealed class NoticeOptions
{
    /// <summary>Which staff are told of new mail.</summary>
    public StaffNotification NewMail { get; set; } = StaffNotification.Assignee;

    [Range(0, 1_000_000, ErrorMessage = "a number from 0 to 1000000")]
    public int PerAddressAndHour { get; set; } = 5;

    [Range(0, 1_000_000, ErrorMessage = "a number from 0 to 1000000")]
    public int PerAddressAndDay { get; set; } = 20;

    /// <summary>To one recipient about one ticket within ten minutes.</summary>
    [Range(0, 1_000_000, ErrorMessage = "a number from 0 to 1000000")]
    public int PerTicketAndRecipient { get; set; } = 10;

    [Range(0, 1_000_000, ErrorMessage = "a number from 0 to 1000000")]
    public int PerDeskAndHour { get; set; } = 10_000;
}

/// <summary><c>templates</c>: the words of the notices.</summary>
public sealed class TemplateOptions
{
    /// <summary>Relative to the configuration file; a notice that has no file there takes the one shipped with the program.</summary>
    public string Directory { get; set; } = "templates";

    /// <summary>Primary BCP 47 subtags; the first is the desk's own. None: English and German.</summary>
    public List<string> Languages { get; set; } = [];
}

/// <summary><c>store</c>: where tickets are kept.</summary>
public sealed class StoreOptions
{
    [AllowedValues("sqlite", ErrorMessage = "\"sqlite\"")]
    public string Provider { get; set; } = "sqlite";
}

/// <summary><c>log</c>: what the program says of itself.</summary>
public sealed class LogOptions
{
    [AllowedValues("debug", "information", "warning", "error", ErrorMessage = "debug, information, warning or error")]
    public string Level { get; set; } = "information";

    /// <summary>A log file kept beside the console, a new one each day, 14 days; relative to the data directory; null for none.</summary>
    public string? File { get; set; }
}
