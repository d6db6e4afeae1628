using System.Security.Cryptography;
using System.Text;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Tests;

/// <summary>Rows to store. Times are whole milliseconds, as stores keep them.</summary>
internal static class Sample
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 30, 15, 250, TimeSpan.Zero);

    public static Party Ann { get; } = new("Ann Ö. \"Quote\"", "Ann@customer.example");

    public static Party Bob { get; } = new(null, "bob@customer.example");

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static Ticket Ticket(int number) => new()
    {
        Number = number,
        Subject = $"Request {number}",
        Requester = Ann,
        Participants = [Ann],
        Created = Now,
        Updated = Now,
        StatusSince = Now,
    };

    public static Entry Entry(string text) => new()
    {
        Kind = EntryKind.Received,
        At = Now,
        By = Ann.Address,
        Via = Via.Mail,
        Text = text,
    };

    public static StoredMessage Message(string name, int? ticket = null) =>
        new(0, Digest(name), $"{name}@customer.example", null, 1234, Now, ticket, IntakeOutcome.Done);

    public static MailboxLocation Place(string folder, uint uid, uint uidValidity = 7) => new(folder, uidValidity, uid);

    public static OutboxItem Outgoing(string messageId, DateTimeOffset? due = null) => new(
        0,
        null,
        "acknowledgement",
        messageId,
        "",
        ["ann@customer.example"],
        "Subject: x\r\n\r\nHello\r\n"u8.ToArray(),
        Now,
        due ?? Now,
        0,
        null);
}
