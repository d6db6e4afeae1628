using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Tests.Compliance;

/// <summary>A person is removed from one desk, and from nothing else.</summary>
public abstract class ErasureCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private const string Address = "ann@customer.example";

    [Fact]
    public async Task ErasedPerson_IsGoneFromThisDeskAndStaysOnTheOther()
    {
        var other = await Store.OpenDeskAsync("other", None);
        await FillAsync(Desk);
        await FillAsync(other);

        ErasureReport? report = null;
        await CommitAsync(async t => report = await t.ErasePersonAsync(Address.ToUpperInvariant(), None));

        Assert.Equal([1], report!.Tickets);
        Assert.Equal((1, 2, 1), (report.Mails, report.Entries, report.Dropped));
        Assert.Equal(["INBOX"], report.Folders);
        Assert.Equal("erased", (await Desk.FindTicketAsync(1, None))!.Requester.Address);
        Assert.Empty(await Desk.DueOutboxAsync(Now, 10, None));
        var message = (await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("a"), None)))!;
        Assert.Equal((null, null, null, 1), (message.Sender, message.MessageId, message.BlobSha256, message.Ticket));
        Assert.Single(await InTransactionAsync(t => t.LocationsAsync(message.Id, None)));
        Assert.Null(await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["a@customer.example"], None)));
        Assert.Equal(["(erased)", "Bob saw it, erased did not"], (await Desk.ListEntriesAsync(1, None)).Select(e => e.Text));

        Assert.Equal(Sample.Ann, (await other.FindTicketAsync(1, None))!.Requester);
        Assert.Equal(["printer", $"Bob saw it, {Address} did not"], (await other.ListEntriesAsync(1, None)).Select(e => e.Text));
        Assert.Single(await other.DueOutboxAsync(Now, 10, None));
        await using (var t = await other.BeginAsync(None))
        {
            Assert.Equal([1], (await t.SearchAsync("printer", 10, None)).Tickets.Select(x => x.Number));
            Assert.NotNull(await t.AddressBouncedAtAsync(Address, None));
        }

        Assert.Empty((await InTransactionAsync(t => t.SearchAsync("printer", 10, None))).Tickets);
        Assert.False((await InTransactionAsync(t => t.ErasePersonAsync(Address, None))).FoundAnything);
    }

    [Fact]
    public async Task ErasureTakenBack_ChangesNothing()
    {
        await FillAsync(Desk);
        Assert.True((await InTransactionAsync(t => t.ErasePersonAsync(Address, None))).FoundAnything);
        Assert.Equal(Sample.Ann, (await Desk.FindTicketAsync(1, None))!.Requester);
        Assert.Equal([1], (await InTransactionAsync(t => t.SearchAsync("printer", 10, None))).Tickets.Select(x => x.Number));
    }

    private static Task FillAsync(IDeskStore desk) => CommitAsync(desk, async t =>
    {
        await t.SaveTicketAsync(Sample.Ticket(1), None);
        var id = await t.AddMessageAsync(Sample.Message("a", 1) with { Sender = "Ann@customer.example", BlobSha256 = Sample.Digest("original") }, None);
        await t.AddLocationAsync(id, Sample.Place("INBOX", 1), None);
        await t.IndexSeenAsync(1, "a@customer.example", None);
        await t.AddEntryAsync(1, Sample.Entry("printer") with { From = Sample.Ann, MessageId = "a@customer.example" }, None);
        await t.AddEntryAsync(1, Sample.Entry($"Bob saw it, {Address} did not") with { From = Sample.Bob, By = Sample.Bob.Address, At = Now.AddMinutes(1) }, None);
        await t.EnqueueAsync(Sample.Outgoing("ack@desk"), None);
        await t.MarkAddressBouncedAsync(Address, Now, None);
    });
}
