using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests;

/// <summary>A desk, its people and their mail, for tests.</summary>
internal static class Desks
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Party Carol = new("Carol Customer", "carol@customer.example");
    public static readonly Party Dave = new("Dave", "dave@customer.example");
    public static readonly Party Mallory = new("Mallory", "mallory@elsewhere.example");
    public static readonly StaffMember Alice = new("alice", "Alice Example", ["alice@example.com"], "alice", StaffRole.Admin);
    public static readonly StaffMember Bob = new("bob", "Bob Example", ["bob@example.com"], "bob", StaffRole.Agent);
    public static readonly TokenSigner Signer = new([Key(1)]);

    public static DeskSettings Settings { get; } = new() { Address = new Party("Example Support", "support@example.com"), Staff = [Alice, Bob] };

    public static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    public static Ticket Ticket(int number = 7, TicketStatus status = TicketStatus.Open) => new()
    {
        Number = number,
        Subject = "Printer on fire",
        Status = status,
        Requester = Carol,
        Participants = [Carol],
        Created = Now.AddDays(-1),
        Updated = Now.AddDays(-1),
        StatusSince = Now.AddDays(-1),
        Messages = 1,
    };

    public static IncomingMail Mail(Party? from = null, string subject = "Printer on fire", params string[] references) => new()
    {
        Digest = "0123456789abcdef" + subject,
        MessageId = "m1@customer.example",
        From = from ?? Carol,
        To = [new Party(null, "support@example.com")],
        Subject = subject,
        References = references,
        Text = "It burns.",
        ReceivedAt = Now,
    };

    public static ClassifiedMail Of(IncomingMail mail, MailKind kind = MailKind.Customer) => new()
    {
        Mail = mail,
        Kind = kind,
        Reply = mail.Text,
        Reasons = kind == MailKind.Customer ? [] : ["a header says so"],
    };

    public static Arrival Arrival(ClassifiedMail mail, ThreadVerdict? verdict = null) =>
        new() { Mail = mail, Verdict = verdict ?? ThreadVerdict.NewTicket, NextNumber = 8 };

    public static Desk Desk(DeskSettings? settings = null) => new(settings ?? Settings, Signer);

    public static Threader Threader(DeskSettings? settings = null) => new(settings ?? Settings, Signer);

    public static ThreadVerdict Joins(Ticket ticket, ThreadRule rule = ThreadRule.Reference) => new(ticket, rule, null, null);

    public static Notice? Acknowledgement(this Decision decision) => decision.Notices.SingleOrDefault(n => n.Kind == NoticeKind.Acknowledgement);
}
