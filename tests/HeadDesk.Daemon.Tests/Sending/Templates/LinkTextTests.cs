using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public class LinkTextTests
{
    private const string Source = "subject: x\n\n{{link cause.text to.name}}\n";

    [Theory]
    [InlineData("mailto:support@example.com?subject=%5BHD-7%5D%20good%20%28hd2%29", "Good", "<a href=\"mailto:support@example.com?subject=%5BHD-7%5D%20good%20%28hd2%29\"")]
    [InlineData("https://example.com/a?b=c&copy=d", "x", "<a href=\"https://example.com/a?b=c&amp;copy=d\"")]
    public void Address_IsALinkInHtmlAndReadableInText(string address, string label, string html)
    {
        var notice = Render(address, label);
        Assert.Equal($"{label}: {address}\n", notice.Text);
        Assert.Contains(html, notice.Html, StringComparison.Ordinal);
        Assert.Contains($">{label}</a></p>", notice.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)", "Good")]
    [InlineData("mailto:a@b.example> [x](https://evil.example)", "Good")]
    [InlineData("https://a.example/\n\n# heading", "Good")]
    [InlineData("https://a.example/\\", "Good")]
    [InlineData("", "Good")]
    public void AnythingElse_StaysText(string address, string label)
    {
        var html = Render(address, label).Html;
        Assert.DoesNotContain("<a ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignLabel_StaysText()
    {
        var html = Render("https://a.example/", "](https://evil.example) <b>*x*</b>").Html;
        Assert.Equal(2, html.Split("href=").Length);
        Assert.Contains("href=\"https://a.example/\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "en", "good")]
    [InlineData(true, "en", "good")]
    [InlineData(false, "de", "gut")]
    public void ShippedThankYou_HasThreeLinksThatAnswer(bool plusAddresses, string language, string word)
    {
        var carol = new Party("Carol", "carol@customer.example");
        var settings = new DeskSettings { Address = new Party("Example Support", "support@example.com"), PlusAddresses = plusAddresses };
        var ticket = new Ticket { Number = 7, Subject = "Printer", Requester = carol, Created = DateTimeOffset.UnixEpoch, Updated = DateTimeOffset.UnixEpoch, StatusSince = DateTimeOffset.UnixEpoch };
        var links = SatisfactionLinks.Of(ticket, settings, new TokenSigner([new byte[32]]), DateTimeOffset.UnixEpoch, Words.Of(language));
        Assert.Contains($"%20{word}", links.Good, StringComparison.Ordinal);
        var notice = Rendering.Shipped(Rendering.Sample(NoticeKind.ThankYou, language), language, links);
        foreach (var link in new[] { links.Good, links.Okay, links.Bad })
        {
            Assert.Contains($"<a href=\"{link}\"", notice.Html, StringComparison.Ordinal);
            Assert.Contains($":\n  {link}\n", notice.Text, StringComparison.Ordinal); // on a line of its own, whole
        }
    }

    private static RenderedNotice Render(string address, string label) =>
        Rendering.Of(Source, Rendering.Sample(NoticeKind.Acknowledgement) with { CauseText = address, To = new Party(label, "x@y.example") });
}
