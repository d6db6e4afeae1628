using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>
/// Carol's mail that answers our acknowledgement of ticket 1 became ticket 2: its references still carry the token of ticket 1. Who answers
/// that mail means ticket 2.
/// </summary>
public sealed class ContinuedTicketTests
{
    private const string Carol = "carol@customer.example";
    private const string Alice = "alice@example.com";

    [Theory]
    [InlineData(true, Alice)]
    [InlineData(true, Carol)]
    [InlineData(false, Alice)]
    [InlineData(false, Carol)]
    public async Task AnswerToTheMailThatOpenedIt_JoinsIt(bool late, string from)
    {
        await using var desk = await MailedDesk.OpenAsync();
        var old = await ContinueAsync(desk, late);

        await desk.ArriveAsync(from, "Re: Printer", "Water comes.", "In-Reply-To: <again@customer.example>", $"References: <{old}> <again@customer.example>");

        var tickets = await desk.TicketsAsync();
        Assert.Equal([(1, 1), (2, 2)], tickets.Select(t => (t.Number, t.Messages)));
        Assert.Equal(from == Alice ? TicketStatus.Waiting : TicketStatus.New, tickets[1].Status);
    }

    [Fact]
    public async Task ReplyInSent_JoinsIt()
    {
        await using var desk = await MailedDesk.OpenAsync();
        var old = await ContinueAsync(desk, late: true);
        desk.Folder = "Sent";
        await desk.ArriveAsync("support@example.com", "Re: Printer", "Water comes.", $"To: {Carol}", "In-Reply-To: <again@customer.example>", $"References: <{old}> <again@customer.example>");
        Assert.Equal([1, 2], (await desk.TicketsAsync()).Select(t => t.Messages));
    }

    // The newest mail that is named decides; and what is no continuation of the token's ticket goes behind it, as ever.
    [Theory]
    [InlineData("again@customer.example", "token", 2)]
    [InlineData("other@elsewhere.example", "token other@elsewhere.example", 1)]
    [InlineData("unknown@customer.example", "token unknown@customer.example", 1)]
    [InlineData("unknown@customer.example", "token again@customer.example unknown@customer.example", 2)]
    [InlineData("token", "again@customer.example token", 1)]
    public async Task OtherOrders(string answers, string references, int ticket)
    {
        await using var desk = await MailedDesk.OpenAsync();
        var old = await ContinueAsync(desk, late: true);
        await desk.ArriveAsync("dave@elsewhere.example", "Fire", "There is smoke.", "Message-ID: <other@elsewhere.example>");
        var before = await desk.TicketsAsync();
        string Ids(string ids) => string.Join(' ', ids.Split(' ').Select(id => id == "token" ? $"<{old}>" : $"<{id}>"));

        await desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", $"In-Reply-To: {Ids(answers)}", $"References: {Ids(references)}");

        Assert.Equal(before.Select(t => t.Messages + (t.Number == ticket ? 1 : 0)), (await desk.TicketsAsync()).Select(t => t.Messages));
    }

    // A token that proves who answers proves it for its own ticket.
    [Fact]
    public async Task StaffTokenOfTheOldTicket_ProvesNobodyOnTheNewOne()
    {
        await using var desk = await MailedDesk.OpenAsync(options: "\"staffTrust\": \"authentication-results\", \"authservId\": \"mx.example.com\"");
        await ContinueAsync(desk, late: true);
        var token = $"{desk.Signer.Issue(1, Alice, DateTimeOffset.UtcNow.AddDays(70), "later")}@example.com";

        var left = await desk.ArriveAsync(Alice, "Re: Printer", "#close", "In-Reply-To: <again@customer.example>", $"References: <{token}> <again@customer.example>");

        Assert.Contains("does not prove who you are for ticket 2", string.Join(' ', Assert.Single(left).Mail.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(TicketStatus.New, (await desk.TicketsAsync())[1].Status);
    }

    /// <returns>The Message-ID of ours that Carol's mail answers.</returns>
    private static async Task<string> ContinueAsync(MailedDesk desk, bool late)
    {
        var old = Assert.Single(await desk.ArriveAsync(Carol, "Printer", "It burns.")).Item.MessageId;
        if (late)
        {
            await desk.CloseLongAgoAsync(1);
        }

        await desk.ArriveAsync(Carol, "Re: Printer", "It burns again.", "Message-ID: <again@customer.example>", $"In-Reply-To: <{old}>", $"References: <1@client.example> <{old}>");
        if (!late)
        {
            await desk.ArriveAsync(Alice, "Re: Printer", "#split", $"In-Reply-To: <{old}>");
        }

        Assert.Equal(1, (await desk.TicketsAsync())[1].LinkedTo);
        return old;
    }
}
