using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending;

public class LinkTextTests
{
    private const string Source = "subject: x\n\n{{link satisfaction.good cause.text}}\n";

    [Theory]
    [InlineData("mailto:support@example.com?subject=%5BHD-7%5D%20good%20%28hd2%29", "Good", "<a href=\"mailto:support@example.com?subject=%5BHD-7%5D%20good%20%28hd2%29\">Good</a>")]
    [InlineData("https://example.com/a?b=c&copy=d", "x", "<a href=\"https://example.com/a?b=c&amp;copy=d\">x</a>")]
    public void Address_IsALinkInHtmlAndReadableInText(string address, string label, string html)
    {
        var notice = Render(address, label);
        Assert.Equal($"{label}: {address}\n", notice.Text);
        Assert.Contains($"<p>{html}</p>", notice.Html, StringComparison.Ordinal);
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
    [InlineData(false)]
    [InlineData(true)]
    public void ShippedThankYou_HasThreeLinksThatAnswer(bool plusAddresses)
    {
        var carol = new Party("Carol", "carol@customer.example");
        var settings = new DeskSettings { Address = new Party("Example Support", "support@example.com"), PlusAddresses = plusAddresses };
        var ticket = new Ticket { Number = 7, Subject = "Printer", Requester = carol, Created = DateTimeOffset.UnixEpoch, Updated = DateTimeOffset.UnixEpoch, StatusSince = DateTimeOffset.UnixEpoch };
        var links = SatisfactionLinks.Of(ticket, settings, new TokenSigner([new byte[32]]), DateTimeOffset.UnixEpoch);
        var template = NoticeTemplate.Compile("thank-you.md", File.ReadAllText(ProjectFolder.PathOf("templates", "thank-you.md")));
        var notice = template.Render(NoticeModel.Sample with { Satisfaction = SatisfactionModel.Of(links) });
        foreach (var link in new[] { links.Good, links.Okay, links.Bad })
        {
            Assert.Contains($"<a href=\"{link}\">", notice.Html, StringComparison.Ordinal);
            Assert.Contains($":\n  {link}\n", notice.Text, StringComparison.Ordinal); // on a line of its own, whole
        }
    }

    private static RenderedNotice Render(string address, string label)
    {
        var sample = NoticeModel.Sample with { Satisfaction = new SatisfactionModel(address, "", "") };
        return NoticeTemplate.Compile("t.md", Source).Render(sample with { Cause = sample.Cause with { Text = label } });
    }
}
