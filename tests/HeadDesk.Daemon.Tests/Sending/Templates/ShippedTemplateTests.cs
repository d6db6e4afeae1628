using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>The shipped templates as their readers see them, and with values that mean harm. What each says stands in the golden files.</summary>
public class ShippedTemplateTests
{
    private static readonly string[] Hostile =
    [
        "{{desk.address}}", "<script>alert(1)</script>", "a | b |\n|---|---|\n| c", "x\n\n# heading\n- item\n> quote", "[click](http://evil.example) ![x](http://evil.example/y.png)",
        "**stars** _and_ `ticks` & <http://evil.example>", "\u001b[2J\u0007\u202Egnp.exe\u2028#take", "```\ncode\n```", "http://evil.example/",
    ];

    public static IEnumerable<(NoticeKind Kind, string Language)> Pairs => from kind in Enum.GetValues<NoticeKind>() from language in new[] { "en", "de" } select (kind, language);

    public static TheoryData<NoticeKind, string> Kinds => Rows.Of(Pairs);

    public static TheoryData<NoticeKind, string> Answered =>
        Rows.Of(Pairs.Where(p => !Rendering.Sample(p.Kind).ToCustomer && p.Kind is not (NoticeKind.Digest or NoticeKind.Reminders)));

    public static TheoryData<NoticeKind, string, string> Attacks =>
        Rows.Of(from kind in Enum.GetValues<NoticeKind>() from language in new[] { "en", "de" } from value in Hostile select (kind, language, value));

    [Theory, MemberData(nameof(Kinds))]
    public void EveryNotice_ReadsWellInATerminal(NoticeKind kind, string language)
    {
        var sample = Rendering.Sample(kind, language);
        foreach (var notice in new[] { sample, Bare(sample), sample with { Result = null, Recent = [] } })
        {
            var text = Rendering.Shipped(notice, language).Text;
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("**", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<>", text, StringComparison.Ordinal);
            Assert.Equal(text.Trim() + "\n", text);
            Assert.All(text.Split('\n'), l => Assert.InRange(l.Length, 0, 76));
            Assert.All(text.Split('\n'), l => Assert.Equal(l.TrimEnd(), l));
        }
    }

    // A mail program that quotes without marks, and says nothing of it that we know: the notice holds notes, and other customers' words.
    [Theory, MemberData(nameof(Answered))]
    public void NoticeBelowAnAnswer_IsNotPassedOn(NoticeKind kind, string language)
    {
        var notice = Rendering.Shipped(Rendering.Sample(kind, language) with { Ticket = NoticeSamples.Ticket }, language);
        foreach (var quoted in new[] { notice.Text, notice.Text.ReplaceLineEndings("\n\n"), notice.Text.Replace("> ", "", StringComparison.Ordinal) })
        {
            var mail = new IncomingMail { Digest = "00", Subject = $"Re: {notice.Subject}", Text = $"Fixed, thank you.\n\n{quoted}", InReplyTo = ["notice@example.com"] };
            Assert.Equal("Fixed, thank you.", Classifier.Classify(mail, ClassifierSettings.None).Reply);
        }
    }

    [Theory, MemberData(nameof(Attacks))]
    public void ForeignValues_StayText(NoticeKind kind, string language, string value)
    {
        var calm = Rendering.Shipped(Everywhere(kind, "calm"), language);
        var hostile = Rendering.Shipped(Everywhere(kind, value), language);
        Assert.DoesNotContain('\n', hostile.Subject);
        Assert.DoesNotContain("<script", hostile.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Count(calm.Text, "support@example.com"), Count(hostile.Text, "support@example.com"));

        // The same structure as with harmless values: not one element more of these.
        foreach (var element in new[] { "<a", "<img", "<h1", "<li", "<strong", "<em", "<code", "<pre", "<table", "<tr", "<td", "<blockquote" })
        {
            Assert.Equal(Count(calm.Html, element), Count(hostile.Html, element));
        }

        Assert.DoesNotContain(hostile.Text.Split('\n'), l => l.StartsWith("#take", StringComparison.Ordinal) && !calm.Text.Contains(l, StringComparison.Ordinal));
        Assert.DoesNotContain(hostile.Text, c => c is '\u001b' or '\u0007' or '\u202E' or '\u2028');
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Html_LoadsNothing(NoticeKind kind, string language)
    {
        var html = Rendering.Shipped(Rendering.Sample(kind, language), language).Html;
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"color-scheme\" content=\"light dark\">", html, StringComparison.Ordinal);
        foreach (var loading in new[] { "<img", "<link", "<script", "url(", "@import", "src=", "http:", "https:" })
        {
            Assert.DoesNotContain(loading, html, StringComparison.Ordinal);
        }
    }

    // Words of the program itself, which no template has: a customer who reads German must not meet them.
    [Theory, MemberData(nameof(Kinds))]
    public void GermanNotice_HasNoEnglishInIt(NoticeKind kind, string language)
    {
        if (language != "de")
        {
            return;
        }

        var sample = Rendering.Sample(kind, language);
        if (!sample.ToCustomer)
        {
            return;
        }

        var notice = Rendering.Shipped(sample with { CauseText = "", CauseSubject = "Drucker", Ticket = sample.Ticket! with { Subject = "Drucker", Requester = new Party("Käthe", "k@k.example") }, To = new Party("Käthe", "k@k.example") }, language);
        var words = System.Text.RegularExpressions.Regex.Matches(notice.Subject + " " + notice.Text, @"\p{L}+").Select(m => m.Value.ToLowerInvariant()).ToHashSet();
        Assert.Empty(words.Intersect(["the", "and", "is", "of", "days", "hours", "march", "open", "by", "until", "good", "bad", "accept", "reject", "your", "for", "with"]));
    }

    [Fact]
    public void CommandResult_TellsErrorsByLine()
    {
        var sample = Rendering.Sample(NoticeKind.CommandResult);
        var text = Rendering.Shipped(sample with { Result = new CommandResult { Errors = sample.Result!.Errors, Remark = "Nothing was sent." } }).Text;
        Assert.Equal(
            """
            Please write above this line; what stands below it is not passed on.

            Hello Alice Example,

            Your commands were not carried out:

            - line 2: #asign bob
              there is no command #asign; did you mean #assign?
              It is written: #assign NAME|me

            Nothing was sent.

            [HD-7] Printer on fire: open, P2, with Alice Example, due 5 March 2026

            #help lists every command.

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void CommandResult_OfAQuestionHasTheTableAlone()
    {
        var table = new ResultTable("Open tickets", ["Ticket", "Subject"], [["[HD-7]", "Printer on fire"]], "1 of 1");
        var notice = Rendering.Shipped(Bare(Rendering.Sample(NoticeKind.CommandResult)) with { CauseSubject = "x", Ticket = null, Result = new CommandResult { Tables = [table] } });
        Assert.Equal("Hello,\n\nOpen tickets\n\nTicket  Subject\n------  ---------------\n[HD-7]  Printer on fire\n\n1 of 1\n\n#help lists every command.\n", notice.Text);
        Assert.Contains(">Printer on fire</td>", notice.Html, StringComparison.Ordinal);
        Assert.Equal("Re: x", notice.Subject);
    }

    [Fact]
    public void LongQuotation_IsBrokenWithItsMark()
    {
        var text = Rendering.Shipped(Rendering.Sample(NoticeKind.NewMail) with { CauseText = string.Join(' ', Enumerable.Repeat("word", 60)) }).Text;
        var quoted = text.Split('\n').Where(l => l.Contains("word", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, quoted.Count);
        Assert.All(quoted, l => Assert.StartsWith("> word", l, StringComparison.Ordinal));
    }

    // What may be empty is.
    private static Notice Bare(Notice notice) => notice with
    {
        To = new Party(null, "x@y.example"),
        CauseSubject = null,
        CauseText = null,
        CauseFrom = null,
        DueBefore = null,
        Ticket = notice.Ticket is null ? null : notice.Ticket with { Assignee = null, Due = null, HoldUntil = null, Requester = new Party(null, "") },
        Recent = [],
        Result = null,
    };

    // Every value that somebody outside has a hand in.
    private static Notice Everywhere(NoticeKind kind, string value)
    {
        var party = new Party(value, value);
        Entry Entry(EntryKind of) => new() { Kind = of, At = DateTimeOffset.UnixEpoch, By = value, Via = Via.Mail, Text = value.ReplaceLineEndings(" "), Subject = value, To = [party] };
        var sample = Rendering.Sample(kind);
        return sample with
        {
            To = party,
            Ticket = sample.Ticket is { } ticket ? ticket with { Subject = value, Requester = party, Participants = [party], Category = value, Labels = [value] } : null,
            CauseSubject = value,
            CauseText = "x " + value.ReplaceLineEndings(" "),
            CauseFrom = party,
            Recent = [Entry(EntryKind.Received), Entry(EntryKind.Notice), Entry(EntryKind.Event)],
            Result = new CommandResult
            {
                Done = [value],
                Errors = [new CommandError(1, value, value, value, value)],
                Tables = [new ResultTable(value, [value, value], [[value, value], [value, value]], value)],
                New = [Entry(EntryKind.Note)],
                Shown = sample.Ticket is { } shown ? [new TicketHistory(shown with { Subject = value, Requester = party }, [Entry(EntryKind.Received)])] : [],
                Remark = value,
            },
        };
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
