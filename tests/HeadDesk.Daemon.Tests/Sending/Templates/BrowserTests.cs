using System.Text.Json;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;
using Microsoft.Playwright;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>
/// How the HTML parts look: on a telephone and a desktop, light and dark, with ordinary and with hostile values. Nothing stands out to the
/// right, every text has the contrast of WCAG 2 AA. The pictures lie in <c>TestResults/notices</c> beside the test's binaries.
/// </summary>
public class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "TestResults", "notices");

    /// <summary>What a page says of itself: how far it is wider than the window, texts that are hard to read, what it asked the network for.</summary>
    private const string Measure =
        """
        () => {
          const channels = c => { const m = c.match(/[\d.]+/g).map(Number); return { r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1 }; };
          const luminance = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => { for (; e; e = e.parentElement) { const c = channels(getComputedStyle(e).backgroundColor); if (c.a === 1) return c; } return null; };
          const faint = [];
          let texts = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || element.getClientRects().length === 0) continue;
            texts++;
            const back = behind(element);
            if (!back) { faint.push('no background: ' + node.data); continue; }
            const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(back)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.push(ratio.toFixed(2) + ': ' + node.data.slice(0, 40));
          }
          const right = Math.max(...[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().right));
          return JSON.stringify({ texts, faint, over: Math.max(document.documentElement.scrollWidth, Math.ceil(right)) - innerWidth, dark: luminance(channels(getComputedStyle(document.body).backgroundColor)) < 0.1 });
        }
        """;

    public static TheoryData<NoticeKind, string, bool> Notices =>
        Rows.Of(ShippedTemplateTests.Pairs.Select(p => (p.Kind, p.Language, false)).Concat(Enum.GetValues<NoticeKind>().Select(k => (k, "en", true))));

    [Theory, MemberData(nameof(Notices))]
    public async Task Notice_FitsAndCanBeRead(NoticeKind kind, string language, bool hostile)
    {
        var sample = Rendering.Sample(kind, language);
        var html = Rendering.Shipped(hostile ? Hostile(sample) : sample, language).Html;
        Directory.CreateDirectory(Pictures);
        foreach (var (width, name) in new[] { (375, "phone"), (1280, "desktop") })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                var page = await browser.PageAsync(width, scheme);
                await page.SetContentAsync(html);
                var seen = JsonDocument.Parse(await page.EvaluateAsync<string>(Measure)).RootElement;
                await page.ScreenshotAsync(new PageScreenshotOptions
                {
                    Path = Path.Combine(Pictures, $"{NoticeTemplates.NameOf(kind)}.{language}{(hostile ? ".hostile" : "")}.{name}.{scheme.ToString().ToLowerInvariant()}.png"),
                    FullPage = true,
                });
                Assert.Empty(browser.TakeAsked());
                Assert.InRange(seen.GetProperty("texts").GetInt32(), 3, int.MaxValue);
                Assert.Equal(scheme == ColorScheme.Dark, seen.GetProperty("dark").GetBoolean());
                Assert.Empty(seen.GetProperty("faint").EnumerateArray().Select(f => f.GetString()));
                Assert.True(seen.GetProperty("over").GetInt32() <= 0, $"{name}, {scheme}: {seen.GetProperty("over")} pixels too wide");
            }
        }
    }

    // The page measures what it should: a notice that is too wide, and too faint, is seen to be.
    [Fact]
    public async Task PageThatIsWrong_IsNoticed()
    {
        var page = await browser.PageAsync(375, ColorScheme.Light);
        await page.SetContentAsync($"<body style='background:#fff'><p style='color:#999'>faint</p><p>{new string('x', 300)}</p></body>");
        var seen = JsonDocument.Parse(await page.EvaluateAsync<string>(Measure)).RootElement;
        Assert.StartsWith("2.85: faint", Assert.Single(seen.GetProperty("faint").EnumerateArray().Select(f => f.GetString())), StringComparison.Ordinal);
        Assert.InRange(seen.GetProperty("over").GetInt32(), 100, int.MaxValue);
    }

    // A word of 300 letters wherever a stranger writes, and a table of twelve such columns.
    private static Notice Hostile(Notice sample)
    {
        var word = new string('W', 300);
        var party = new Party(word, word + "@long.example");
        var entry = new Entry { Kind = EntryKind.Received, At = DateTimeOffset.UnixEpoch, By = word, Via = Via.Mail, Text = word };
        IReadOnlyList<string> row = [.. Enumerable.Repeat(word, 12)];
        return sample with
        {
            To = party,
            Ticket = sample.Ticket is { } ticket ? ticket with { Subject = word, Requester = party, Participants = [party] } : null,
            CauseSubject = word,
            CauseText = word,
            CauseFrom = party,
            Recent = [entry],
            Result = new CommandResult
            {
                Done = [word],
                Errors = [new CommandError(1, word, word, word, word)],
                Tables = [new ResultTable(word, row, [row, row], word), new ResultTable(word, [], [[word, word]], word), new ResultTable("short", [.. Enumerable.Repeat("Column", 12)], [[.. Enumerable.Repeat("value", 12)]])],
                New = [entry],
                Shown = sample.Ticket is { } shown ? [new TicketHistory(shown with { Subject = word, Requester = party }, [entry])] : [],
                Remark = word,
            },
        };
    }
}
