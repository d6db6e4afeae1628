namespace HeadDesk.Store.Tests.Compliance;

public abstract class MessageCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Theory]
    [InlineData("a@customer.example", 1, true)]
    [InlineData("b@customer.example", 1234, false)]
    [InlineData(null, 77, true)]
    [InlineData(null, 1234, false)]
    public async Task Header_MayBeKnownByMessageIdOrWithoutOneBySize(string? messageId, long size, bool known)
    {
        await CommitAsync(async t =>
        {
            await t.AddMessageAsync(Sample.Message("a"), None);
            await t.AddMessageAsync(Sample.Message("nameless") with { MessageId = null, Size = 77 }, None);
        });

        Assert.Equal(known, await InTransactionAsync(t => t.MayKnowMessageAsync(messageId, size, None)));
    }

    [Fact]
    public async Task MessageWhoseContentIsNotAtHand_IsFoundByWhatAMoveKeeps()
    {
        await AddMessageAsync("a", 1);
        var found = await InTransactionAsync(t => t.FindMessageAsync("a@customer.example", 1234, Now, None));
        Assert.Equal(Sample.Digest("a"), found?.Digest);
        Assert.Null(await InTransactionAsync(t => t.FindMessageAsync("a@customer.example", 1235, Now, None)));
        Assert.Null(await InTransactionAsync(t => t.FindMessageAsync("a@customer.example", 1234, Now.AddSeconds(1), None)));
    }

    [Fact]
    public async Task MessagesOfATicket_ComeInTheirOrderWithSenderAndOrigin()
    {
        await AddMessageAsync("first", 1);
        await CommitAsync(async t => await t.AddMessageAsync(Sample.Message("second", 1) with { Sender = "Ann@customer.example", Origin = MessageOrigin.Desk }, None));
        await AddMessageAsync("other", 2);

        Assert.Equal(
            [("first@customer.example", null, null), ("second@customer.example", "Ann@customer.example", MessageOrigin.Desk)],
            (await InTransactionAsync(t => t.MessagesOfAsync(1, None))).Select(m => (m.MessageId!, m.Sender, m.Origin)));
    }

    [Fact]
    public async Task MessageTakenIn_IsFoundByDigestWithEverything()
    {
        var message = Sample.Message("a", 1) with { BlobSha256 = Sample.Digest("blob"), Outcome = IntakeOutcome.Quarantined };
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            message = message with { Id = await t.AddMessageAsync(message, None) };
        });

        var found = await InTransactionAsync(t => t.FindMessageAsync(message.Digest, None));

        Assert.Equal(message, found);
        Assert.Null(await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("never"), None)));
    }

    [Fact]
    public async Task SecondMessageWithSameDigest_IsRefusedAndTransactionGoesOn()
    {
        await AddMessageAsync("a", null);

        await CommitAsync(async t =>
        {
            var refused = await Assert.ThrowsAsync<StoreException>(async () => await t.AddMessageAsync(Sample.Message("a"), None));
            Assert.Equal(StoreFault.Conflict, refused.Fault);
            await t.AddMessageAsync(Sample.Message("b"), None);
        });

        Assert.NotNull(await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("b"), None)));
    }

    [Fact]
    public async Task DigestThatIsNotSha256_IsKeptAsItIs()
    {
        var odd = Sample.Message("odd") with { Digest = "abc", MessageId = null };
        await CommitAsync(async t => await t.AddMessageAsync(odd, None));

        var found = await InTransactionAsync(t => t.FindMessageAsync("abc", None));

        Assert.Equal("abc", found?.Digest);
        Assert.Null(found?.MessageId);
    }

    [Fact]
    public async Task MessageInTwoPlaces_IsFoundAtEach()
    {
        var id = await AddMessageAsync("a", null, Sample.Place("INBOX", 1), Sample.Place("Käse/✓", 9));

        Assert.Equal(id, (await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 1), None)))?.Id);
        Assert.Equal(id, (await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("Käse/✓", 9), None)))?.Id);
        Assert.Null(await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 9), None)));
        Assert.Null(await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 1, uidValidity: 8), None)));
        Assert.Equal(
            [Sample.Place("INBOX", 1), Sample.Place("Käse/✓", 9)],
            (await InTransactionAsync(t => t.LocationsAsync(id, None))).OrderBy(p => p.Uid));
    }

    [Fact]
    public async Task PlaceTakenByAnotherMessage_ForgetsTheFirst()
    {
        var first = await AddMessageAsync("a", null, Sample.Place("INBOX", 1));
        var second = await AddMessageAsync("b", null, Sample.Place("INBOX", 1));

        Assert.Equal(second, (await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 1), None)))?.Id);
        Assert.Empty(await InTransactionAsync(t => t.LocationsAsync(first, None)));
    }

    [Fact]
    public async Task LocationRemoved_IsGoneAndMessageStays()
    {
        var id = await AddMessageAsync("a", null, Sample.Place("INBOX", 1), Sample.Place("alice", 2));

        await CommitAsync(t => t.RemoveLocationAsync(Sample.Place("INBOX", 1), None).AsTask());

        Assert.Equal([Sample.Place("alice", 2)], await InTransactionAsync(t => t.LocationsAsync(id, None)));
        Assert.NotNull(await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("a"), None)));
    }

    [Fact]
    public async Task FolderForgotten_LosesPlacesOfOtherUidValiditiesOnly()
    {
        var id = await AddMessageAsync(
            "a", null, Sample.Place("INBOX", 1, 7), Sample.Place("INBOX", 1, 8), Sample.Place("alice", 1, 7));

        await CommitAsync(t => t.ForgetFolderAsync("INBOX", 8, None).AsTask());

        Assert.Equal(
            [Sample.Place("INBOX", 1, 8), Sample.Place("alice", 1, 7)],
            (await InTransactionAsync(t => t.LocationsAsync(id, None))).OrderByDescending(p => p.UidValidity));
    }

    [Fact]
    public async Task LargestUids_ComeBackAsTheyWere()
    {
        var place = new MailboxLocation("INBOX", uint.MaxValue, uint.MaxValue);
        var id = await AddMessageAsync("a", null, place);

        Assert.Equal([place], await InTransactionAsync(t => t.LocationsAsync(id, None)));
    }

    [Fact]
    public async Task FolderState_IsReplacedAndSeenByBothSides()
    {
        var first = new FolderState("INBOX", 7, 10, 5, 0, Now);
        var second = new FolderState("INBOX", 8, uint.MaxValue, 6, ulong.MaxValue, Now.AddDays(1));
        Assert.Null(await Desk.FindFolderAsync("INBOX", None));

        await CommitAsync(t => t.SetFolderAsync(first, None).AsTask());
        Assert.Equal(first, await Desk.FindFolderAsync("INBOX", None));
        await CommitAsync(t => t.SetFolderAsync(second, None).AsTask());

        Assert.Equal(second, await Desk.FindFolderAsync("INBOX", None));
        Assert.Equal(second, await InTransactionAsync(t => t.FindFolderAsync("INBOX", None)));
    }

    [Fact]
    public async Task MessageIds_LeadToTheirTicketMostTellingFirst()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            await t.IndexMessageIdsAsync(1, ["one@x", "shared@x"], None);
            await t.IndexMessageIdsAsync(2, ["two@x", "shared@x"], None);
        });

        Assert.Equal(2, await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["unseen@x", "two@x", "one@x"], None)));
        Assert.Equal(1, await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["shared@x"], None)));
        Assert.Null(await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["ONE@x"], None)));
        Assert.Null(await InTransactionAsync(t => t.FindTicketByMessageIdsAsync([], None)));
    }

    [Fact]
    public async Task MessageIdThatIsOnlyReferredTo_IsAwaitedUntilItsMailComes()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            await t.IndexMessageIdsAsync(1, ["late@x"], None);
            await t.IndexSeenAsync(1, "here@x", None);
        });

        Assert.Equal(1, await InTransactionAsync(t => t.FindTicketAwaitingAsync("late@x", None)));
        Assert.Null(await InTransactionAsync(t => t.FindTicketAwaitingAsync("here@x", None)));
        Assert.Null(await InTransactionAsync(t => t.FindTicketAwaitingAsync("never@x", None)));
        await CommitAsync(t => t.IndexSeenAsync(2, "late@x", None).AsTask());
        Assert.Null(await InTransactionAsync(t => t.FindTicketAwaitingAsync("late@x", None)));
        Assert.Equal(1, await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["late@x"], None)));
    }
}
