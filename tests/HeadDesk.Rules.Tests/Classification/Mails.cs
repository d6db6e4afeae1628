using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

/// <summary>Mails as the classifier sees them.</summary>
internal static class Mails
{
    public const string Desk = "support@example.com";

    public static readonly ClassifierSettings Settings = new()
    {
        OwnAddresses = [Desk, "help@example.com"],
        IsOwnMessageId = id => id.EndsWith("@desk.example.com", StringComparison.Ordinal),
    };

    public static IncomingMail Person { get; } = new()
    {
        Digest = "00",
        MessageId = "1@example.org",
        From = new Party("Ada Byron", "ada@example.org"),
        To = [new Party(null, Desk)],
        Subject = "The printer does not print",
        Text = "Hello,\n\nthe printer on the second floor does not print.\n\nAda\n",
        Fields = [new("Return-Path", "<ada@example.org>"), new("From", "Ada Byron <ada@example.org>"), new("Subject", "The printer does not print")],
    };

    public static IncomingMail With(params (string Name, string Value)[] fields) =>
        Person with { Fields = [.. Person.Fields, .. fields.Select(f => new MailField(f.Name, f.Value))] };

    public static IncomingMail From(string address, string subject = "Hello") =>
        Person with { From = new Party(null, address), Subject = subject };

    public static IncomingMail Daemon(string text, string subject = "Undelivered Mail Returned to Sender") => Person with
    {
        From = new Party("Mail Delivery System", "MAILER-DAEMON@mx.example.net"),
        Subject = subject,
        Text = text,
        Fields = [new("Return-Path", "<>")],
    };

    public static ClassifiedMail Classify(this IncomingMail mail) => Classifier.Classify(mail, Settings);
}
