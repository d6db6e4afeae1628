using System.ComponentModel.DataAnnotations;
using HeadDesk.Rules.Calendar;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>alerts</c>: how an admin hears that mail has fallen silent.</summary>
public sealed class AlertOptions
{
    /// <summary>How long the mailbox may go unread, or mail unsent.</summary>
    public Duration After { get; set; } = new(30, DurationUnit.Minutes);

    /// <summary>An address that takes <c>{"desk", "subject", "text"}</c> by POST; may hold a secret.</summary>
    [Url(ErrorMessage = "an http or https address")]
    public string? Webhook { get; set; }
}
