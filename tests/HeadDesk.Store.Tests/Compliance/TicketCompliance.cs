using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Tests.Compliance;

public abstract class TicketCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static Ticket Full { get; } = Sample.Ticket(3) with
    {
        Subject = "Größe \0 \U0001F600 'quoted'",
        Status = TicketStatus.Testing,
        Assignee = "alice",
        Participants = [Sample.Ann, Sample.Bob],
        Priority = Priority.P1,
        Type = TicketType.Enhancement,
        Category = "printers",
        Labels = ["a b", "ü\"", ""],
        Incident = true,
        Updated = Sample.Now.AddHours(1),
        StatusSince = Sample.Now.AddHours(2),
        Due = Sample.Now.AddDays(1),
        HoldUntil = Sample.Now.AddDays(2),
        AnswerTo = Sample.Bob,
        TakenOut = ["eve@x.example", "mallory@bücher.example"],
        Times = new() { FirstAnswer = Sample.Now, Asked = 2, Spent = TimeSpan.FromMinutes(90), Said = ["first:75"], Told = new(TicketStatus.Waiting, "alice", null), Satisfaction = Rules.Clock.Satisfaction.Okay },
        Wake = Sample.Now.AddHours(3),
        MergedInto = 1,
        LinkedTo = 2,
        Language = "de",
        Messages = 12,
    };

    [Fact]
    public async Task TicketWithEverything_ComesBackAsItWas()
    {
        await CommitAsync(t => t.SaveTicketAsync(Full, None).AsTask());

        AssertSame(Full, await Desk.FindTicketAsync(3, None));
        AssertSame(Full, await InTransactionAsync(t => t.FindTicketAsync(3, None)));
        AssertSame(Full, Assert.Single(await Desk.ListTicketsAsync(None).ToListAsync(None)));
    }

    [Fact]
    public async Task TicketSavedAgain_IsReplacedWholly()
    {
        var plain = Sample.Ticket(3) with { Requester = Sample.Bob, Participants = [Sample.Bob] };
        await CommitAsync(t => t.SaveTicketAsync(Full, None).AsTask());

        await CommitAsync(t => t.SaveTicketAsync(plain, None).AsTask());

        AssertSame(plain, Assert.Single(await Desk.ListTicketsAsync(None).ToListAsync(None)));
    }

    [Fact]
    public async Task WakingTickets_AreThoseWhoseTimeHasCome()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.SaveTicketAsync(Sample.Ticket(2) with { Wake = Now }, None);
            await t.SaveTicketAsync(Sample.Ticket(3) with { Wake = Now.AddMinutes(-5) }, None);
            await t.SaveTicketAsync(Sample.Ticket(4) with { Wake = Now.AddMilliseconds(1) }, None);
        });
        Assert.Equal([3, 2], await InTransactionAsync(t => t.WakingTicketsAsync(Now, 10, None)));
        Assert.Equal([3], await InTransactionAsync(t => t.WakingTicketsAsync(Now, 1, None)));
        Assert.Equal(Now.AddMinutes(-5), await Desk.NextWakeAsync(None));
    }

    [Fact]
    public async Task UnknownTicket_IsNull()
    {
        Assert.Null(await Desk.FindTicketAsync(1, None));
        Assert.Empty(await Desk.ListTicketsAsync(None).ToListAsync(None));
        Assert.Empty(await Desk.ListEntriesAsync(1, None));
    }

    [Fact]
    public async Task SeveralTickets_AreListedByNumberEachWithItsParticipants()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(3) with { Participants = [Sample.Ann, Sample.Bob] }, None);
            await t.SaveTicketAsync(Sample.Ticket(1) with { Participants = [] }, None);
            await t.SaveTicketAsync(Sample.Ticket(2) with { Participants = [Sample.Bob] }, None);
        });

        var tickets = await Desk.ListTicketsAsync(None).ToListAsync(None);

        Assert.Equal([1, 2, 3], tickets.Select(t => t.Number));
        Assert.Equal([[], [Sample.Bob], [Sample.Ann, Sample.Bob]], tickets.Select(t => t.Participants));
    }

    [Fact]
    public async Task MoreTicketsThanAPage_AreListedOnceEachWithTheirParticipants()
    {
        const int Many = 2_001;
        await CommitAsync(async t =>
        {
            for (var number = 1; number <= Many; number++)
            {
                await t.SaveTicketAsync(Sample.Ticket(number) with { Participants = [new Party(null, $"c{number}@customer.example")] }, None);
            }
        });

        var tickets = await Desk.ListTicketsAsync(None).ToListAsync(None);

        Assert.Equal(Enumerable.Range(1, Many).Select(n => (n, $"c{n}@customer.example")), tickets.Select(t => (t.Number, t.Participants.Single().Address)));
    }

    [Fact]
    public async Task Numbers_CountFromOne()
    {
        await CommitAsync(async t =>
        {
            Assert.Equal(1, await t.NextTicketNumberAsync(None));
            Assert.Equal(2, await t.NextTicketNumberAsync(None));
        });

        Assert.Equal(3, await InTransactionAsync(t => t.NextTicketNumberAsync(None)));
    }

    [Fact]
    public async Task NumberOfTransactionTakenBack_IsGivenAgain()
    {
        Assert.Equal(1, await InTransactionAsync(t => t.NextTicketNumberAsync(None)));

        Assert.Equal(1, await InTransactionAsync(t => t.NextTicketNumberAsync(None)));
    }

    [Fact]
    public async Task TicketBroughtInUnderItsNumber_IsNeverGivenThatNumberAgain()
    {
        await CommitAsync(t => t.SaveTicketAsync(Sample.Ticket(41), None).AsTask());

        Assert.Equal(42, await InTransactionAsync(t => t.NextTicketNumberAsync(None)));
    }

    [Fact]
    public async Task Entries_ComeBackAsTheyWereOldestFirst()
    {
        var received = Sample.Entry("Hello\r\n\0 \uD83D\uDE00") with
        {
            From = Sample.Ann,
            To = [Sample.Bob, Sample.Ann],
            Subject = "",
            MessageId = "m@x",
            Attachments = [new AttachmentInfo("plan ü.pdf", "application/pdf", 12_345_678_901, Sample.Digest("pdf"), true, "cid@x")],
        };
        var later = Sample.Entry("status") with
        {
            Kind = EntryKind.Event,
            At = Now.AddMinutes(1),
            By = Entry.Desk,
            Via = Via.Clock,
            Change = new Change("status", "open", null),
        };
        var sameTime = Sample.Entry("second of the same time") with { Kind = EntryKind.AutoReply, Via = Via.Folder };
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.AddEntryAsync(1, later, None);
            await t.AddEntryAsync(1, received, None);
            await t.AddEntryAsync(1, sameTime, None);
        });

        var entries = await Desk.ListEntriesAsync(1, None);

        Assert.Equal([received.Text, sameTime.Text, later.Text], entries.Select(e => e.Text));
        Assert.Equivalent(received, entries[0], strict: true);
        Assert.Equivalent(sameTime, entries[1], strict: true);
        Assert.Equivalent(later, entries[2], strict: true);
    }

    [Fact]
    public async Task LoneSurrogateFromAStranger_IsKeptAsReplacementCharacter()
    {
        await CommitAsync(t => t.SaveTicketAsync(Sample.Ticket(1) with { Subject = "x\uD800y" }, None).AsTask());

        Assert.Equal("x\uFFFDy", (await Desk.FindTicketAsync(1, None))?.Subject);
    }

    [Fact]
    public async Task EntryOfManyMegabytes_ComesBackWhole()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 300_000));
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.AddEntryAsync(1, Sample.Entry(text), None);
        });

        Assert.Equal(text, Assert.Single(await Desk.ListEntriesAsync(1, None)).Text);
    }

    private static void AssertSame(Ticket expected, Ticket? actual) => Assert.Equivalent(expected, actual, strict: true);
}
