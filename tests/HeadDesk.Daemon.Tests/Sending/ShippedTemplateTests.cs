using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Tests.Sending;

/// <summary>The shipped templates as their readers see them, and with values that mean harm.</summary>
public class ShippedTemplateTests
{
    private static readonly NoticeModel Sample = NoticeModel.Sample;

    public static TheoryData<NoticeKind> Kinds => new(Enum.GetValues<NoticeKind>());

    public static TheoryData<NoticeKind, string> Attacks
    {
        get
        {
            string[] values =
            [
                "{{desk.address}}", "<script>alert(1)</script>", "a | b |\n|---|---|\n| c", "x\n\n# heading\n- item\n> quote", "[click](http://evil.example) ![x](http://evil.example/y.png)",
                "**stars** _and_ `ticks` & <http://evil.example>", "\u001b[2J\u0007\u202Egnp.exe\u2028#take", "```\ncode\n```", "http://evil.example/",
            ];
            var data = new TheoryData<NoticeKind, string>();
            foreach (var kind in Enum.GetValues<NoticeKind>())
            {
                foreach (var value in values)
                {
                    data.Add(kind, value);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void EveryNotice_ReadsWellInATerminal(NoticeKind kind)
    {
        foreach (var model in new[] { Sample, Bare(Sample), Sample with { Result = Bare(Sample).Result }, Sample with { Result = Sample.Result with { Errors = [] } } })
        {
            var text = Render(kind, model).Text;
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("**", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<>", text, StringComparison.Ordinal);
            Assert.Equal(text.Trim() + "\n", text);
            Assert.All(text.Split('\n'), l => Assert.InRange(l.Length, 0, 78));
            Assert.All(text.Split('\n'), l => Assert.Equal(l.TrimEnd(), l));
        }
    }

    [Theory, MemberData(nameof(Attacks))]
    public void ForeignValues_StayText(NoticeKind kind, string value)
    {
        var calm = Render(kind, Everywhere("calm"));
        var hostile = Render(kind, Everywhere(value));
        Assert.DoesNotContain('\n', hostile.Subject);
        Assert.DoesNotContain("<script", hostile.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("support@example.com", hostile.Text + hostile.Html + hostile.Subject, StringComparison.Ordinal);

        // The same structure as with harmless values: not one element more of these.
        foreach (var element in new[] { "<a", "<img", "<h1", "<li", "<strong", "<em", "<code", "<pre", "<table", "<tr", "<td", "<blockquote" })
        {
            Assert.Equal(Count(calm.Html, element), Count(hostile.Html, element));
        }

        Assert.DoesNotContain(hostile.Text.Split('\n'), l => l.StartsWith("#take", StringComparison.Ordinal) && !calm.Text.Contains(l, StringComparison.Ordinal));
        Assert.DoesNotContain(hostile.Text, c => c is '\u001b' or '\u0007' or '\u202E' or '\u2028');
    }

    [Fact]
    public void CommandResult_TellsErrorsByLine()
    {
        var text = Render(NoticeKind.CommandResult, Sample with { Result = Sample.Result with { Done = [], Tables = [], Entries = [] } }).Text;
        Assert.Equal(
            """
            Hello Carol Customer,

            your commands were not carried out:

            - line 2: #asign bob
              there is no command #asign; did you mean #assign?
              It is written: #assign NAME|me

            Nothing was sent.

            [HD-7] Printer on fire: open, P2, with Alice Example, due 1 December 2026

            #help lists every command.

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void CommandResult_OfAQuestionHasTheTableAlone()
    {
        var notice = Render(NoticeKind.CommandResult, Bare(Sample) with { Ticket = null, Result = Bare(Sample).Result with { Tables = Sample.Result.Tables } });
        Assert.Equal(
            "Hello,\n\nOpen tickets\n\nTicket  Subject\n------  ---------------\n[HD-7]  Printer on fire\n\n1 of 1\n\n#help lists every command.\n",
            notice.Text);
        Assert.Contains("<td>Printer on fire</td>", notice.Html, StringComparison.Ordinal);
        Assert.Equal("Re: x", notice.Subject);
    }

    [Fact]
    public void HeldReply_ShowsWhatIsNewAndWhatWaits()
    {
        var text = Render(NoticeKind.HeldReply, Sample).Text;
        Assert.Contains("2 Mar 2026 09:10 · bob · reply\n\n> Please pull the plug.\n", text, StringComparison.Ordinal);
        Assert.Contains("Your reply that waits:\n\n> It is the one on the third floor.\n", text, StringComparison.Ordinal);
        Assert.Contains("#send", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeKind.Incident, "#note assess:")]
    [InlineData(NoticeKind.TargetDate, "done by 1 December 2026.")]
    [InlineData(NoticeKind.ReadyForTest, "- #accept if all is well")]
    [InlineData(NoticeKind.NewMail, "New mail from Carol Customer <carol@customer.example>:\n\n> It is the one on the third floor.\n")]
    [InlineData(NoticeKind.Assigned, "[HD-7] Printer on fire is yours now")]
    public void Notice_SaysWhatMatters(NoticeKind kind, string words) => Assert.Contains(words, Render(kind, Sample).Text, StringComparison.Ordinal);

    [Fact]
    public void LongQuotation_IsBrokenWithItsMark()
    {
        var model = Sample with { Cause = Sample.Cause with { Text = string.Join(' ', Enumerable.Repeat("word", 60)) } };
        var quoted = Render(NoticeKind.NewMail, model).Text.Split('\n').Where(l => l.Contains("word", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, quoted.Count);
        Assert.All(quoted, l => Assert.StartsWith("> word", l, StringComparison.Ordinal));
    }

    private static RenderedNotice Render(NoticeKind kind, NoticeModel model)
    {
        var file = Path.Combine(NoticeTemplates.Shipped, NoticeTemplates.FileNameOf(kind));
        return NoticeTemplate.Compile(file, File.ReadAllText(file)).Render(model);
    }

    // What may be empty is.
    private static NoticeModel Bare(NoticeModel model) => model with
    {
        To = new PartyModel("", "x@y.example"),
        Cause = new CauseModel("x", "", new PartyModel("", "")),
        Ticket = model.Ticket! with { Assignee = "", Due = "", Requester = new PartyModel("", "") },
        Recent = [],
        Result = new ResultModel([], [], [], [], ""),
    };

    // Every value that somebody outside has a hand in.
    private static NoticeModel Everywhere(string value)
    {
        var party = new PartyModel(value, value);
        return new NoticeModel(
            new TicketModel("[HD-7]", 7, value, "open", "P2", value, value, party), new PartyModel("Desk", "desk@d.example"), party, new CauseModel(value, "x " + value.ReplaceLineEndings(" "), party), "14 days",
            [new EntryModel(value, value, value, value.ReplaceLineEndings(" "), ""), new EntryModel(value, value, value, "", value)],
            new ResultModel(
                [value], [new ErrorModel(value, value, value, value, value)], [new TableModel(value, [value, value], [[value, value], [value, value]], value)],
                [new EntryModel(value, value, value, value.ReplaceLineEndings(" "), ""), new EntryModel(value, value, value, "", value)], value));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
