using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>One mailbox has one limit, under however many spellings it writes.</summary>
public sealed class NoticeCountTests
{
    private const int PerHour = 5;

    [Theory]
    [InlineData("carol+{0}@customer.example")]
    [InlineData("\"carol+{0}\"@customer.example")]
    [InlineData("Carol+{0}@xn--bcher-kva.example", "carol+{0}@bücher.example", "CAROL+x{0}@BÜCHER.example")]
    public async Task SpellingsOfAnAddress_CountAsOne(params string[] spellings)
    {
        await using var desk = await MailedDesk.OpenAsync();
        var answered = new List<OutboxItem>();
        for (var i = 0; i < PerHour + 3; i++)
        {
            var from = string.Format(null, spellings[i % spellings.Length], i);
            answered.AddRange((await desk.ArriveAsync($"<{from}>", $"Request {i}", "It burns.")).Where(m => m.Item.Kind == "Acknowledgement").Select(m => m.Item));
        }

        Assert.Equal(PerHour, answered.Count);
        Assert.Equal(PerHour + 3, (await desk.TicketsAsync()).Count);
        Assert.Equal(PerHour + 3, (await desk.TicketsAsync()).Select(t => t.Requester.Address).Distinct().Count()); // Who it is for is not touched.
        Assert.Single(await desk.ArriveAsync("xy@customer.example", "Another", "It burns."), m => m.Item.Kind == "Acknowledgement");
        Assert.Single(await desk.ArriveAsync("x.y@customer.example", "Another", "It burns."), m => m.Item.Kind == "Acknowledgement");
    }
}
