using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Turns the configuration into what the rules know of a desk.</summary>
internal static class DeskSettingsFactory
{
    public static DeskSettings Create(HeadDeskOptions options) => new()
    {
        Address = new Party(options.Desk.Name, options.Desk.Address),
        Aliases = options.Desk.Aliases,
        TicketPrefix = options.Desk.TicketPrefix,
        StaffTrust = options.Desk.StaffTrust,
        AssignNewTo = string.IsNullOrEmpty(options.Desk.AssignNewTo) ? null : options.Desk.AssignNewTo,
        ReopenWindow = options.Clock.ReopenWindow.OnTheClock,
        NewMail = options.Notices.NewMail,
        JunkFolder = options.Imap.JunkFolder ?? "Junk",
        SentFolder = options.Imap.SentFolder ?? "Sent",
        Staff = options.Staff.ConvertAll(s => new StaffMember(s.Name, s.DisplayName ?? s.Name, s.Addresses, s.Folder ?? s.Name, s.Role)),
        Limits = new NoticeLimits
        {
            PerAddressAndHour = options.Notices.PerAddressAndHour,
            PerAddressAndDay = options.Notices.PerAddressAndDay,
            PerTicketAndRecipient = options.Notices.PerTicketAndRecipient,
            PerDeskAndHour = options.Notices.PerDeskAndHour,
        },
    };
}
