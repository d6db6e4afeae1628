namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>Whom staff took out of a ticket stays out, whoever copies them in.</summary>
public sealed class TakenOutTests
{
    private const string Carol = "carol@customer.example";
    private const string Mallory = "mallory@bücher.example";
    private const string OnTheWire = "Mallory@xn--bcher-kva.example";

    [Fact]
    public async Task ReplyAll_BringsNobodyBackUntilStaffDoOrTheyWrite()
    {
        await using var desk = await MailedDesk.OpenAsync();
        await desk.ArriveAsync(Carol, "Printer", "It burns.", "To: support@example.com", $"Cc: {OnTheWire}");
        Assert.Equal([Carol, OnTheWire], await AnswerAsync(desk));
        await desk.ArriveAsync("alice@example.com", "Re: Printer", $"#cc -{Mallory}", "In-Reply-To: <1@client.example>");
        Assert.Equal([Carol], await AnswerAsync(desk));

        await CopyAsync(desk, OnTheWire);
        await CopyAsync(desk, Mallory.ToUpperInvariant());
        await desk.ArriveAsync(Carol, "Re: Printer", "Answer there.", "In-Reply-To: <1@client.example>", "To: support@example.com", $"Reply-To: {OnTheWire}");
        Assert.Equal([Carol], await AnswerAsync(desk));
        var shown = Assert.Single(await desk.ArriveAsync("alice@example.com", "What is up?", "#show 1")).Mail.Text;
        Assert.Contains("stays out", shown, StringComparison.Ordinal);

        await desk.ArriveAsync("alice@example.com", "Re: Printer", $"#cc {OnTheWire}", "In-Reply-To: <1@client.example>");
        Assert.Equal([Carol, OnTheWire], await AnswerAsync(desk));
        await desk.ArriveAsync("alice@example.com", "Re: Printer", $"#cc -{OnTheWire}", "In-Reply-To: <1@client.example>");
        await desk.ArriveAsync(OnTheWire, "Re: Printer", "May I know?", "In-Reply-To: <1@client.example>", "To: support@example.com");
        Assert.Equal([Carol], await AnswerAsync(desk)); // To write is not to take part, as for anybody.
        await CopyAsync(desk, OnTheWire);
        Assert.Equal([Carol, OnTheWire], await AnswerAsync(desk));
    }

    private static async Task CopyAsync(MailedDesk desk, string copied) =>
        await desk.ArriveAsync(Carol, "Re: Printer", "It still burns.", "In-Reply-To: <1@client.example>", "To: support@example.com", $"Cc: {copied}");

    /// <returns>To whom.</returns>
    private static async Task<IReadOnlyList<string>> AnswerAsync(MailedDesk desk) =>
        Assert.Single(await desk.ArriveAsync("alice@example.com", "Re: Printer", $"Try again, {Guid.NewGuid()}.", "In-Reply-To: <1@client.example>"), m => m.Mail.Text.Contains("Try again", StringComparison.Ordinal)).Item.Recipients;
}
