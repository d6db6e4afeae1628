using System.Text;
using HeadDesk.MailServers.Generating;

namespace HeadDesk.EndToEnd.Tests.MailServers;

public sealed class SupportMailGeneratorTests
{
    [Fact]
    public void TwoThousandMails_AreAsSupportMailIs()
    {
        SupportMail[] mails = new SupportMailGenerator(new SupportMailOptions()).Generate(2000).ToArray();

        Assert.InRange(mails.Average(m => m.Raw.Length), 20_000, 24_000);
        Assert.InRange(mails.Count(m => m.HasAttachments), 160, 240);
        Assert.InRange(mails.Count(m => m.Kind == SupportMailKind.Reply), 540, 660);
        Assert.All(mails.SelectMany(m => m.AttachmentSizes), size => Assert.InRange(size, 25_000, 300_000));
        Assert.Equal(2000, mails.Select(m => m.MessageId).Distinct().Count());
        Assert.Contains(mails, m => m.Subject.Contains('請', StringComparison.Ordinal));
    }

    [Fact]
    public void SameSeed_MakesTheSameBytes()
    {
        var options = new SupportMailOptions { Seed = 7, AutoReplies = 0.1, ListMail = 0.1 };

        IEnumerable<string> first = new SupportMailGenerator(options).Generate(50).Select(m => Convert.ToHexString(m.Raw.Span));
        IEnumerable<string> second = new SupportMailGenerator(options).Generate(50).Select(m => Convert.ToHexString(m.Raw.Span));
        IEnumerable<string> other = new SupportMailGenerator(options with { Seed = 8 }).Generate(50).Select(m => Convert.ToHexString(m.Raw.Span));

        Assert.Equal(first, second);
        Assert.Empty(first.Intersect(other));
    }

    [Fact]
    public void Replies_NameAMailThatCameBefore()
    {
        SupportMail[] mails = new SupportMailGenerator(new SupportMailOptions()).Generate(300).ToArray();

        Assert.All(mails.Where(m => m.Kind == SupportMailKind.Reply), reply =>
        {
            SupportMail answered = Assert.Single(mails, m => m.MessageId == reply.Answers);
            Assert.True(answered.Number < reply.Number);
            Assert.Equal(answered.Thread, reply.Thread);
            Assert.True(mails[reply.Thread!.Value].IsNewRequest);
            Assert.Equal(answered.Envelope.From, reply.Envelope.From);
        });
    }

    [Fact]
    public void KnownTickets_AreAnsweredByReferenceOrByTagAlone()
    {
        var ticket = new KnownTicket("<known@desk.example>", "carol@customer.example", "Printer", "[HD-7]");
        SupportMail[] mails = new SupportMailGenerator(new SupportMailOptions { KnownTickets = [ticket] }).Generate(200).ToArray();

        SupportMail[] replies = mails.Where(m => m.Ticket == ticket).ToArray();

        Assert.Contains(replies, m => m.Answers == ticket.MessageId);
        Assert.Contains(replies, m => m.Answers is null && m.Subject.Contains("[HD-7]", StringComparison.Ordinal));
        Assert.All(replies, m => Assert.Equal("carol@customer.example", m.Envelope.From));
    }

    [Fact]
    public void EveryMail_IsPureAsciiWithCrlfAndShortLines()
    {
        IEnumerable<SupportMail> mails = new SupportMailGenerator(new SupportMailOptions { AutoReplies = 0.1, ListMail = 0.1 }).Generate(300);

        Assert.All(mails, mail =>
        {
            string text = Encoding.Latin1.GetString(mail.Raw.Span);
            Assert.True(Ascii.IsValid(text), "8-bit byte");
            Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.InRange(text.Split("\r\n").Max(line => line.Length), 10, 998);
        });
    }
}
