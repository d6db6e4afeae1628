using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

public class SatisfactionTests
{
    private const string ThankYou = "thanks@example.com";

    private static readonly DeskSettings Plus = Desks.Settings with { PlusAddresses = true };

    public static TheoryData<TicketStatus> Over => [TicketStatus.Resolved, TicketStatus.Closed];

    [Theory, MemberData(nameof(Over))]
    public void AnswerToTheThankYou_IsKeptAndChangesNothingElse(TicketStatus status)
    {
        var before = Thanked(status);
        var mail = Reply("Good, thank you") with { Cc = [Desks.Dave], ReplyTo = [Desks.Dave] };
        var decision = Receive(mail, before);
        Assert.Equal((Satisfaction.Good, "thank you"), (decision.Ticket.Times.Satisfaction!.Value, decision.Ticket.Times.SatisfactionComment));
        Assert.Equal(
            before with { Updated = Desks.Now, Messages = 2, Times = decision.Ticket.Times }, decision.Ticket);
        Assert.Equal([EntryKind.Received, EntryKind.Event], decision.Entries.Select(e => e.Kind));
        Assert.Equal(new Change("satisfaction", null, "good"), decision.Entries[1].Change);
        Assert.Empty(decision.Notices);
        Assert.Equal(new Filing("alice/Closed", false), decision.Filing);
    }

    [Fact]
    public void LaterWord_ReplacesTheEarlier()
    {
        var once = Receive(Reply("good: fast"), Thanked()).Ticket;
        var twice = Receive(Reply("Bad"), once);
        Assert.Equal((Satisfaction.Bad, (string?)null), (twice.Ticket.Times.Satisfaction!.Value, twice.Ticket.Times.SatisfactionComment));
        Assert.Equal(new Change("satisfaction", "good", "bad"), twice.Entries[1].Change);
    }

    [Fact]
    public void StaffHearOfIt_AndTheRequesterDoesNot()
    {
        var desk = Desks.Desk(Desks.Settings with { NewMail = StaffNotification.Assignee });
        var arrival = Desks.Arrival(Classified(Reply("good") with { TooLarge = true }), Desks.Joins(Thanked()));
        Assert.Equal("alice@example.com", Assert.Single(desk.Receive(arrival, Desks.Now).Notices).To.Address);
    }

    [Fact]
    public void OtherWords_OpenTheTicketAgain()
    {
        var decision = Receive(Reply("It burns again"), Thanked());
        Assert.Equal(TicketStatus.Open, decision.Ticket.Status);
        Assert.Null(decision.Ticket.Times.Satisfaction);
    }

    public static TheoryData<string> Ordinary => ["stranger", "elsewhere", "later", "open again", "automatic", "bounce", "forward", "no thanks yet"];

    [Theory, MemberData(nameof(Ordinary))]
    public void MailThatIsNoAnswer_IsOrdinary(string what)
    {
        var ticket = what switch { "open again" => Thanked(TicketStatus.Waiting), "no thanks yet" => Desks.Ticket(status: TicketStatus.Resolved), _ => Thanked() };
        var mail = Reply("good", what == "stranger" ? Desks.Mallory : null) with
        {
            InReplyTo = what is "elsewhere" or "later" ? ["other@example.com"] : [ThankYou],
            References = what == "later" ? [ThankYou, "other@example.com"] : [],
        };
        var kind = what switch { "automatic" => MailKind.AutoReply, "bounce" => MailKind.Bounce, _ => MailKind.Customer };
        var classified = Classified(mail, kind) with { Forwarded = what == "forward" ? new ForwardedMail(null, null, null) : null };
        var decision = Desks.Desk().Receive(Desks.Arrival(classified, Desks.Joins(ticket)), Desks.Now);
        Assert.Null(decision.Ticket.Times.Satisfaction);
    }

    [Theory]
    [InlineData(Satisfaction.Good)]
    [InlineData(Satisfaction.Okay)]
    [InlineData(Satisfaction.Bad)]
    public void Link_MakesAMailThatAnswers(Satisfaction word)
    {
        foreach (var settings in new[] { Desks.Settings, Plus })
        {
            var mail = Follow(word, settings) with { Text = "It took long." };
            foreach (var status in Enum.GetValues<TicketStatus>().Except([TicketStatus.Spam, TicketStatus.Merged]))
            {
                var ticket = Thanked(status);
                var decision = Desks.Desk(settings).Receive(Desks.Arrival(Classified(mail), Desks.Joins(ticket)), Desks.Now);
                Assert.Equal((word, "It took long.", status), (decision.Ticket.Times.Satisfaction!.Value, decision.Ticket.Times.SatisfactionComment, decision.Ticket.Status));
            }
        }
    }

    [Fact]
    public void Link_IsWrittenAsRfc6068HasIt()
    {
        var link = Links(Desks.Settings).Good;
        Assert.Matches("^mailto:support@example\\.com\\?subject=%5BHD-7%5D%20good%20%28hd[a-z2-7]{40}%29$", link);
        Assert.Matches("^mailto:support%2Bhd[a-z2-7]{40}@example\\.com\\?subject=%5BHD-7%5D%20good$", Links(Plus).Good);
        var odd = Desks.Settings with { Address = new Party(null, "a&b?c=d%e@bücher.example"), TicketPrefix = "HD" };
        Assert.StartsWith("mailto:a%26b%3Fc%3Dd%25e@b%C3%BCcher.example?subject=", Links(odd).Bad, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WorksFromAnotherAddressAndLongAfter()
    {
        foreach (var settings in new[] { Desks.Settings, Plus })
        {
            var mail = Classified(Follow(Satisfaction.Bad, settings) with { From = new Party(null, "carol@home.example") });
            var late = Desks.Now.AddDays(30);
            var verdict = Place(mail, Thanked(TicketStatus.Closed), settings, late);
            Assert.Equal(7, verdict.Joins?.Number);
            var decision = Desks.Desk(settings).Receive(Desks.Arrival(mail, verdict), late);
            Assert.Equal((Satisfaction.Bad, TicketStatus.Closed), (decision.Ticket.Times.Satisfaction!.Value, decision.Ticket.Status));
            Assert.Equal([Desks.Carol], decision.Ticket.Participants);
            Assert.DoesNotContain(decision.Notices, n => n.ToCustomer);
        }
    }

    [Fact]
    public void LateAnswerToTheThankYou_JoinsAndALateComplaintDoesNot()
    {
        var late = Desks.Now.AddDays(30);
        Assert.Equal(7, Place(Classified(Reply("good")), Thanked(TicketStatus.Closed), Desks.Settings, late).Joins?.Number);
        Assert.Null(Place(Classified(Reply("It burns again")), Thanked(TicketStatus.Closed), Desks.Settings, late).Joins);
    }

    public static TheoryData<string> BadTokens => ["forged", "other ticket", "expired", "notice", "other requester", "reply", "answered", "no word"];

    [Theory, MemberData(nameof(BadTokens))]
    public void LinkThatIsNotGood_IsOrdinaryMailOfAStranger(string what)
    {
        var mail = Follow(Satisfaction.Good, Desks.Settings) with { From = Desks.Mallory };
        var ticket = Thanked(TicketStatus.Closed) with { StatusSince = Desks.Now };
        var now = what == "expired" ? Desks.Now.AddDays(61) : Desks.Now;
        mail = what switch
        {
            "forged" => mail with { Subject = mail.Subject.Replace("(hd", "(hda", StringComparison.Ordinal).Replace("a)", ")", StringComparison.Ordinal) },
            "other ticket" => mail with { Subject = Uri.UnescapeDataString(SatisfactionLinks.Of(Desks.Ticket(8), Desks.Settings, Desks.Signer, Desks.Now).Good.Split("subject=")[1]) },
            "other requester" => mail with { Subject = Uri.UnescapeDataString(SatisfactionLinks.Of(Desks.Ticket() with { Requester = Desks.Mallory }, Desks.Settings, Desks.Signer, Desks.Now).Good.Split("subject=")[1]) },
            "notice" => mail with { Subject = $"[HD-7] good ({Desks.Signer.Issue(7, Desks.Carol.Address, Desks.Now.AddDays(60), "x")})" },
            "reply" => mail with { Subject = "Re: " + mail.Subject },
            "answered" => mail with { InReplyTo = ["other@example.com"] },
            "no word" => mail with { Subject = mail.Subject.Replace("good", "grand", StringComparison.Ordinal) },
            _ => mail,
        };
        Assert.Null(new SatisfactionDesk(Desks.Settings, Desks.Signer).Read(Classified(mail), ticket, now));
        Assert.Null(Place(Classified(mail), ticket, Desks.Settings, now).Joins);
    }

    [Fact]
    public void TokenOfALink_ProvesNobodyToBeStaff()
    {
        var ticket = Desks.Ticket() with { Requester = new Party(null, Desks.Alice.Address), Participants = [new Party(null, Desks.Alice.Address)] };
        var link = SatisfactionLinks.Of(ticket, Plus, Desks.Signer, Desks.Now).Good;
        var to = Uri.UnescapeDataString(link["mailto:".Length..link.IndexOf('?', StringComparison.Ordinal)]);
        var mail = Classified(Desks.Mail(new Party(null, Desks.Alice.Address)) with { To = [new Party(null, to)] });
        Assert.Null(new StaffProof(Plus, Desks.Signer).Examine(mail, new AnsweredTicket(7, 7), Desks.Now).Proof);
    }

    private static Ticket Thanked(TicketStatus status = TicketStatus.Resolved) =>
        Desks.Ticket(status: status) with { Assignee = "alice", Times = new TicketTimes { Thanked = Desks.Now.AddHours(-1), ThankYou = ThankYou } };

    private static IncomingMail Reply(string text, Party? from = null) => Desks.Mail(from, "Re: [HD-7] Printer on fire") with { Text = text, InReplyTo = [ThankYou] };

    private static ClassifiedMail Classified(IncomingMail mail, MailKind kind = MailKind.Customer) => Desks.Of(mail, kind);

    private static Decision Receive(IncomingMail mail, Ticket ticket) => Desks.Desk().Receive(Desks.Arrival(Classified(mail), Desks.Joins(ticket)), Desks.Now);

    private static SatisfactionLinks Links(DeskSettings settings) => SatisfactionLinks.Of(Desks.Ticket(), settings, Desks.Signer, Desks.Now);

    /// <summary>What a mail program makes of the link.</summary>
    private static IncomingMail Follow(Satisfaction word, DeskSettings settings)
    {
        var links = Links(settings);
        var link = new Uri(word switch { Satisfaction.Good => links.Good, Satisfaction.Okay => links.Okay, _ => links.Bad });
        Assert.Equal("mailto", link.Scheme);
        var (to, query) = (link.OriginalString["mailto:".Length..].Split('?')[0], link.OriginalString.Split("?subject=")[1]);
        return Desks.Mail(subject: Uri.UnescapeDataString(query)) with { To = [new Party(null, Uri.UnescapeDataString(to))], Text = "" };
    }

    private static ThreadVerdict Place(ClassifiedMail mail, Ticket ticket, DeskSettings settings, DateTimeOffset now)
    {
        var clues = Desks.Threader(settings).Clues(mail);
        var candidates = new ThreadCandidates(
            clues.TokenTicket == 7 ? ticket : null, clues.MessageIds.Contains(ThankYou) ? ticket : null, clues.SubjectNumber == 7 ? ticket : null);
        return Desks.Threader(settings).Place(mail, candidates, fromProvenStaff: false, now);
    }
}
