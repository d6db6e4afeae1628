using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.Mail.Mime;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests.Commands;

/// <summary>The tickets and letters of one scenario; what was written before the round, and what came of it after.</summary>
internal sealed class Stage(CommandDay day, IReadOnlyList<Request> requests)
{
    public IReadOnlyList<Request> Requests => requests;

    public CommandDay Day => day;

    public int Number => requests[0].Number;

    /// <summary>In the order in which they are delivered.</summary>
    public List<Letter> Letters { get; } = [];

    public void Alice(string text, int on = 0) => Answers(day.Desk.Alice.Address, text, on);

    public void Bob(string text, int on = 0) => Answers(day.Desk.Bob.Address, text, on);

    public void AliceInHtml(string html) => Letters.Add(Answer(day.Desk.Alice.Address, html, 0) with { ContentType = "text/html; charset=utf-8" });

    public void Customer(string text, int on = 0) => Answers(requests[on].Customer.Address, text, on);

    public void Answers(string from, string text, int on) => Letters.Add(Answer(from, text, on));

    /// <summary>A mail that answers nothing.</summary>
    public void Fresh(MailAccount from, string subject, string text = "") => Letters.Add(new Letter(from.Address, day.Desk.Address, subject, text));

    public JsonNode Ticket(int on = 0) => day.Tickets[requests[on].Number];

    public string? Value(string key, int on = 0) => (string?)Ticket(on)[key];

    public async Task<IReadOnlyList<string>> EntriesAsync(string kind, int on = 0) => await EntriesOfAsync(requests[on].Number, kind);

    public async Task<IReadOnlyList<string>> EntriesOfAsync(int number, string kind) =>
        [.. (await day.HistoryAsync(number)).Where(e => (string)e!["kind"]! == kind).Select(e => (string)e!["text"]!)];

    /// <summary>What a customer received after the acknowledgement, text parts only.</summary>
    public IReadOnlyList<string> Received(int on = 0) => [.. requests[on].Customer.Messages().Skip(1).Select(TextOf)];

    /// <summary>The desk's answer to a letter, its text part.</summary>
    public string Transcript(int letter = 0)
    {
        var written = Letters[letter];
        var mail = Assert.Single(day.Staff.Single(s => s.Address == written.From).Messages(), m => m.Header("In-Reply-To") == $"<{written.MessageId}>");
        Assert.Equal("auto-replied", mail.Header("Auto-Submitted"));
        return TextOf(mail);
    }

    public static string TextOf(StoredMessage mail) => MessageView.Of(MimeMessage.Parse(mail.Raw)).Text;

    private Letter Answer(string from, string text, int on) => new(from, day.Desk.Address, $"Re: [HD-{requests[on].Number}] {requests[on].Letter.Subject}", text)
    {
        Headers = [$"In-Reply-To: <{requests[on].Letter.MessageId}>"],
    };
}

/// <summary>A customer's ticket.</summary>
internal sealed record Request(MailAccount Customer, Letter Letter, int Number);
