using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Turns the configuration into what the rules know of a desk.</summary>
internal static class DeskSettingsFactory
{
    public static DeskSettings Create(HeadDeskOptions options) => new()
    {
        // On the wire domains are ASCII (RFC 5321 §2.3.5), Message-IDs always: the rules' own form of every address that we send.
        Address = new Party(options.Desk.Name, AddressSpelling.OnTheWire(options.Desk.Address)),
        Aliases = options.Desk.Aliases.ConvertAll(AddressSpelling.OnTheWire),
        Languages = options.Templates.Languages is { Count: > 0 } languages ? languages : Words.Languages,
        TicketPrefix = options.Desk.TicketPrefix,
        StaffTrust = options.Desk.StaffTrust,
        AuthservId = options.Desk.AuthservId,
        AssignNewTo = string.IsNullOrEmpty(options.Desk.AssignNewTo) ? null : options.Desk.AssignNewTo,
        ReopenWindow = options.Clock.ReopenWindow.OnTheClock,
        NewMail = options.Notices.NewMail,
        JunkFolder = options.Imap.JunkFolder ?? "Junk",
        SentFolder = options.Imap.SentFolder ?? "Sent",
        Staff = options.Staff.ConvertAll(s => new StaffMember(s.Name, s.DisplayName ?? s.Name, s.Addresses.ConvertAll(AddressSpelling.OnTheWire), s.Folder ?? s.Name, s.Role, s.Signature, s.TimeZone is { } zone ? DateTimeZoneProviders.Tzdb[zone] : null)),
        FirstReplyTakes = options.Desk.FirstReplyTakes,
        PlusAddresses = options.Desk.PlusAddresses,
        Responders = options.Incident.Responders,
        Teams = options.Teams.ToDictionary(t => t.Key, t => (IReadOnlyList<string>)t.Value, StringComparer.OrdinalIgnoreCase),
        Duty = options.Duty.ToSettings(),
        Clock = options.Clock.ToSettings(),
        DigestAt = ClockOptions.TimeOf(options.Clock.DigestAt),
        Calendar = CalendarFactory.Create(options.Calendar),
        Limits = new NoticeLimits
        {
            PerAddressAndHour = options.Notices.PerAddressAndHour,
            PerAddressAndDay = options.Notices.PerAddressAndDay,
            PerTicketAndRecipient = options.Notices.PerTicketAndRecipient,
            PerDeskAndHour = options.Notices.PerDeskAndHour,
        },
    };
}
