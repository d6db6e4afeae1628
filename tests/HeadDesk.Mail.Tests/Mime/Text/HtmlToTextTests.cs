using System.Diagnostics;
using HeadDesk.Mail.Mime.Text;

namespace HeadDesk.Mail.Tests.Mime.Text;

public sealed class HtmlToTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("<div>one</div><div>two</div>", "one\ntwo")]
    [InlineData("one<br>two<br/>three", "one\ntwo\nthree")]
    [InlineData("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo")]
    [InlineData("  many \n  blanks\t here ", "many blanks here")]
    [InlineData("a&nbsp;b &amp; c &lt;d&gt; &#8364; &euro; &copy", "a b & c <d> € € ©")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul></ul>after", "* a\n* b\n  * c\n\nafter")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<ol start=5><li>a<li value=9>b<li>c</ol>", "5. a\n9. b\n10. c")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d")]
    [InlineData("<a href=\"https://x.example/y\">here</a>", "here <https://x.example/y>")]
    [InlineData("<a href=\"https://x.example/\">x.example</a>", "x.example")]
    [InlineData("<a href=\"mailto:a@b.c\">a@b.c</a>", "a@b.c")]
    [InlineData("<a href=\"javascript:evil()\">here</a>", "here")]
    [InlineData("<a href=\"https://x.example/y\"><img src=x></a>", "<https://x.example/y>")]
    [InlineData("said:<blockquote>hello<br>there<blockquote>deep</blockquote></blockquote>no", "said:\n\n> hello\n> there\n> > deep\n\nno")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("<blockquote>a<br><br>b</blockquote>", "> a\n>\n> b")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("<style>p{}</style><script>if(a<b)</script><title>t</title>x", "x")]
    [InlineData("<div style=\"display: none\">hidden <div>x</div> more</div>shown", "shown")]
    [InlineData("<div style=\"max-height:0; overflow:hidden\">preview</div>shown", "shown")]
    [InlineData("<!--[if mso]><b>button</b><![endif]--><a style=\"mso-hide:all\">button</a>", "button")]
    [InlineData("<img alt=\"Our logo\" src=\"http://x/y.png\">", "[Our logo]")]
    [InlineData("<img alt=\"\" src=\"http://x/pixel.gif\">text", "text")]
    [InlineData("<!-- no --><![if !x]>yes<![endif]>", "yes")]
    [InlineData("<h1>Head</h1>text", "Head\n\ntext")]
    [InlineData("<div style=\"color:red; white-space: pre-wrap\">a\nb\n  c<div>d\ne</div></div>f\ng", "a\nb\n  c\nd\ne\nf g")]
    [InlineData("<p style=\"white-space:pre-line\">a\nb<p>c\nd", "a\nb\n\nc d")]
    [InlineData("<span style=\"white-space:pre-wrap\">a\nb</span><div style=\"white-space:normal\">c\nd</div>", "a b\nc d")]
    [InlineData("<ol><li>\n<p>one</p>\n<p>two</p></li><li> three</li><li></li></ol>after", "1. one\n\ntwo\n\n2. three\n3.\n\nafter")]
    [InlineData("<p class=MsoNormal>a</p><p class=\"MsoNormal x\">b</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>c</p><p>d</p><p>e", "a\nb\n\nc\n\nd\n\ne")]
    [InlineData("<details><summary>more</summary>text</details>end", "more\ntext\nend")]
    [InlineData("a<hr>b", "a\n----------------------------------------\nb")]
    [InlineData("</blockquote></ul></td>stray ends", "stray ends")]
    [InlineData("<title>never closed", "never closed")]
    [InlineData("<p unclosed", "")]
    [InlineData("", "")]
    public void Html_BecomesReadableText(string html, string expected) => Assert.Equal(expected, HtmlToText.Convert(html));

    [Fact]
    public void InlineImage_IsNamedByItsAttachment() =>
        Assert.Equal("see [image: chart.png]", HtmlToText.Convert("see <img src='cid:x'>", source => source == "cid:x" ? "chart.png" : null));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<blockquote><p>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><font color=red><b>")]
    [InlineData("<a href=x>")]
    [InlineData("<ul><li>")]
    [InlineData("&amp;")]
    [InlineData("<a b='")]
    [InlineData("<!--")]
    [InlineData("<br>")]
    public void TagsWithoutEnd_CostLinearTime(string unit)
    {
        var html = string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length)) + "end";
        var watch = Stopwatch.StartNew();

        HtmlToText.Convert(html);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }
}
