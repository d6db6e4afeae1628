using HeadDesk.Mail.Mime;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>A staff reply that waits for <c>#send</c>, and what happens to its ticket meanwhile.</summary>
public sealed class WaitingReplyTests
{
    private const string Carol = "carol@customer.example";
    private const string Dave = "dave@other.example";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MergedTicket_SendFindsTheReplyFromEitherSide(bool fromTheMergedOne)
    {
        await using var desk = await MailedDesk.OpenAsync();
        var held = await HoldAsync(desk);
        var merged = await desk.ArriveAsync("alice@example.com", "Re: Printer", "#merge 2", "In-Reply-To: <1@client.example>");
        var told = Assert.Single(merged, m => m.Item.Recipients.Contains("bob@example.com")).Mail;
        Assert.Contains("[HD-2]", told.Subject, StringComparison.Ordinal);
        Assert.Contains(Carol, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Dave, told.Text, StringComparison.Ordinal);

        var sent = await desk.ArriveAsync("bob@example.com", "Re: Printer", "#send", $"In-Reply-To: <{(fromTheMergedOne ? held : told).MessageId}>");

        // It was written to Carol, before there was a Dave.
        var relay = Assert.Single(sent, m => m.Mail.Text.Contains("Words of Bob.", StringComparison.Ordinal));
        Assert.Equal([Carol], relay.Item.Recipients);
        Assert.Contains("[HD-2]", relay.Mail.Subject, StringComparison.Ordinal);
        var again = Assert.Single(await desk.ArriveAsync("bob@example.com", "Re: Printer", "#send", $"In-Reply-To: <{told.MessageId}>"));
        Assert.Contains("no reply of yours waits", again.Mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergedTicketAndNewWords_TakeItsPlaceAndItsWriterHearsOfIt()
    {
        await using var desk = await MailedDesk.OpenAsync();
        await HoldAsync(desk);
        var told = (await desk.ArriveAsync("alice@example.com", "Re: Printer", "#merge 2", "In-Reply-To: <1@client.example>")).Single(m => m.Item.Recipients.Contains("bob@example.com")).Mail;

        var sent = await desk.ArriveAsync("bob@example.com", "Re: Fire", "To both of you.", $"In-Reply-To: <{told.MessageId}>");

        Assert.Equal([Dave, Carol], Assert.Single(sent, m => m.Item.Recipients.Contains(Dave)).Item.Recipients);
        Assert.Contains("[HD-1] was not sent", Assert.Single(sent, m => m.Item.Recipients.Contains("bob@example.com")).Mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_SaysThatAReplyWaitsAndWhatItSays()
    {
        await using var desk = await MailedDesk.OpenAsync();
        await HoldAsync(desk);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var shown = Assert.Single(await desk.ArriveAsync("alice@example.com", "What is up?", "#show 1")).Mail.Text;
            Assert.Contains("a reply of bob waits", shown, StringComparison.Ordinal);
            Assert.Contains("Words of Bob.", shown, StringComparison.Ordinal);
            await desk.ArriveAsync("alice@example.com", "Re: Printer", "#merge 2", "In-Reply-To: <1@client.example>");
        }
    }

    // Who has it from Bob himself gets it from the desk only where nobody else is left.
    [Theory]
    [InlineData("#note\nLet us see.", "dave@other.example")]
    [InlineData("#cc -dave@other.example", "carol@customer.example")]
    public async Task WhoHasItFromTheWriter_GetsItOnceOnly(string meanwhile, string recipient)
    {
        await using var desk = await MailedDesk.OpenAsync();
        await desk.ArriveAsync(Carol, "Printer", "It burns.", "To: support@example.com", $"Cc: {Dave}");
        await desk.ArriveAsync("alice@example.com", "Re: Printer", "Words of Alice.", "In-Reply-To: <1@client.example>");
        var held = Held(await desk.ArriveAsync("bob@example.com", "Re: Printer", "Words of Bob.", "In-Reply-To: <1@client.example>", $"To: support@example.com, Carol <{Carol.ToUpperInvariant()}>"));
        await desk.ArriveAsync("alice@example.com", "Re: Printer", meanwhile, "In-Reply-To: <1@client.example>");

        var sent = await desk.ArriveAsync("bob@example.com", "Re: Printer", "#send", $"In-Reply-To: <{held.MessageId}>");

        Assert.Equal([recipient], Assert.Single(sent, m => m.Mail.Text.Contains("Words of Bob.", StringComparison.Ordinal)).Item.Recipients);
    }

    /// <summary>Tickets of Carol (1) and Dave (2); on Carol's, Alice answered and Bob's reply waits.</summary>
    /// <returns>What Bob was told.</returns>
    private static async Task<MessageView> HoldAsync(MailedDesk desk)
    {
        await desk.ArriveAsync(Carol, "Printer", "It burns.");
        await desk.ArriveAsync(Dave, "Fire", "There is smoke.");
        await desk.ArriveAsync("alice@example.com", "Re: Printer", "Words of Alice.", "In-Reply-To: <1@client.example>");
        return Held(await desk.ArriveAsync("bob@example.com", "Re: Printer", "Words of Bob.", "In-Reply-To: <1@client.example>"));
    }

    private static MessageView Held(IReadOnlyList<(OutboxItem Item, MessageView Mail)> told)
    {
        var (item, mail) = Assert.Single(told);
        Assert.Equal(["bob@example.com"], item.Recipients);
        Assert.Contains("Words of Bob.", mail.Text, StringComparison.Ordinal);
        return mail;
    }
}
