using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tests.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>The grammar of commands in whole mails of a staff member, as the classifier reads them.</summary>
public class CommandReaderTests
{
    private static readonly Party Alice = new("Alice Example", "alice@example.com");

    internal static StaffMail Read(string text, string subject = "Re: [HD-7] Printer", Func<IncomingMail, IncomingMail>? change = null)
    {
        var mail = Mails.Person with { From = Alice, Subject = subject, Text = text };
        return CommandReader.Read((change is null ? mail : change(mail)).Classify(), "HD");
    }

    /// <summary>Commands with their arguments.</summary>
    internal static IEnumerable<string> Orders(StaffMail mail) => mail.Orders.Select(o => o.Argument.Length == 0 ? o.Command.Name : $"{o.Command.Name} {o.Argument}");

    [Theory]
    [InlineData("#take", "take", "")]
    [InlineData("#TAKE\r\n#Priority p1\r\n\r\nIt works again.\r\n", "take|priority p1", "It works again.")]
    [InlineData("\n\n  #take\n\n\n#close quietly\n\nBye", "take|close quietly", "Bye")]
    [InlineData("\u00A0#assign\u00A0bob\u00A0", "assign bob", "")]
    [InlineData("\u200B#assign\u2003“bob”", "assign \"bob\"", "")]
    [InlineData("\uFEFF＃take", "take", "")]
    [InlineData("#\uFE0Ftake", "take", "")]
    [InlineData("#assign\tbob", "assign bob", "")]
    [InlineData("#label +a –b", "label +a -b", "")]
    [InlineData("#assign: bob", "assign bob", "")]
    [InlineData("#note: call “him” – today", "note call “him” – today", "")]
    [InlineData("#note\nHe is angry.\n\nVery.", "note", "He is angry.\n\nVery.")]
    [InlineData("#resolve\n\nHello Carol,\n\nit works.\n\n-- \nAlice\nSupport", "close", "Hello Carol,\n\nit works.")]
    [InlineData("#take\n-- \nAlice\n#close", "take", "")]
    [InlineData("#take\n\nRegards,\nAlice", "take", "")]
    [InlineData("#take\n\nSent from my iPhone", "take", "")]
    [InlineData("#take\n\nAlice Example\nExample Support\nPhone 555 01 00", "take", "")]
    [InlineData("#take\n\nAlice", "take", "")]
    [InlineData("#take\n\nAlice,\nyour printer works.", "take", "Alice,\nyour printer works.")]
    [InlineData("#take\u2028Hello", "take", "Hello")]
    public void Commands_StandAtTheTop(string text, string orders, string rest)
    {
        var mail = Read(text);
        Assert.Empty(mail.Errors.Select(e => e.Reason));
        Assert.Equal(orders, string.Join('|', Orders(mail)));
        Assert.Equal(rest, mail.Rest);
    }

    [Theory]
    [InlineData("#1 problem is the printer")]
    [InlineData("# heading\ntext")]
    [InlineData("#")]
    [InlineData("## take")]
    [InlineData("#!/bin/sh")]
    [InlineData("#-5")]
    [InlineData("Hello\n#1 first\n#2 second\n# take")]
    [InlineData("See #take and #close")]
    [InlineData("Hello,\n#hashtag below text")]
    [InlineData("Alice")]
    [InlineData("")]
    public void Text_IsText(string text)
    {
        var mail = Read(text);
        Assert.False(mail.Commands);
        Assert.Equal(text, mail.Rest);
    }

    [Theory]
    [InlineData("#tkae", 1, "no command #tkae", "#take", "#take")]
    [InlineData("#take\n#priorty P1\n\ntext", 2, "no command #priorty", "#priority", "#priority P1|P2|P3")]
    [InlineData("#xylophone", 1, "no command #xylophone", null, null)]
    [InlineData("Hello,\n\n#close", 3, "at the top", null, "#close [quietly]")]
    [InlineData("#take\n\nDone.\n\n#Close quietly", 5, "at the top", null, "#close [quietly]")]
    [InlineData("#note\ntext\n#take", 3, "at the top", null, "#take")]
    // What a list, a heading or emphasis made of it: none of it is for the customer.
    [InlineData("* #note he is lying", 1, "begins its line", "#note", "#note")]
    [InlineData("- #note\nhe is lying", 1, "begins its line", "#note", "#note")]
    [InlineData("#take\n\u2022\u00A0#wait\n\nHello", 2, "begins its line", "#wait", "#wait")]
    [InlineData("*#note* he is lying", 1, "begins its line", "#note", "#note")]
    [InlineData("# note he is lying", 1, "begins its line", "#note", "#note")]
    public void BadLine_IsExplained(string text, int line, string reason, string? nearest, string? usage)
    {
        var error = Assert.Single(Read(text).Errors);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal((line, nearest, usage), (error.Line, error.Nearest, error.Usage));
    }

    [Theory]
    [InlineData("#take", "take")]
    [InlineData("[HD-7] #take", "take")]
    [InlineData("#take [HD-7]", "take")]
    [InlineData("#assign bob #priority P1 #merge #9", "assign bob|priority P1|merge #9")]
    [InlineData("＃close\u00A0quietly", "close quietly")]
    [InlineData("#help #take", "help #take")]
    [InlineData("#Help #take #list", "help #take|list")]
    [InlineData("Printer #take", "")]
    [InlineData("#1 printer", "")]
    [InlineData("Re: #take", "")]
    [InlineData("AW: #take", "")]
    [InlineData("Fwd: #take", "")]
    [InlineData("[EXTERNAL] Re: #take", "")]
    [InlineData("Отв: #take", "")]
    public void Subject_CommandsOnlyWhereAConversationBegins(string subject, string orders)
    {
        var mail = Read("Hello", subject);
        Assert.Empty(mail.Errors);
        Assert.Equal(orders, string.Join('|', Orders(mail)));
        Assert.All(mail.Orders, o => Assert.Equal(0, o.Line));
    }

    [Fact]
    public void SubjectOfAnAnswer_NeverCommands()
    {
        Assert.False(Read("Hello", "#close", m => m with { InReplyTo = ["1@customer.example"] }).Commands);
        Assert.False(Read("Hello", "#close", m => m with { References = ["1@customer.example"] }).Commands);
        Assert.False(Read("Hello\n\nOn Monday, Carol wrote:\n> help", "#close").Commands);
        Assert.False(Read("Hello\n\n-----Original Message-----\nFrom: Carol <carol@customer.example>\nSent: Monday\nTo: Support\nSubject: #close\n\nhelp", "#close").Commands);
    }

    [Fact]
    public void SubjectError_SaysSo() => Assert.Equal("subject", Assert.Single(Read("Hello", "#tkae").Errors).Where);

    [Fact]
    public void ThousandCommands_AreOneErrorPastFifty()
    {
        var mail = Read(string.Concat(Enumerable.Repeat("#take\n", 1000)));
        Assert.Equal(50, mail.Orders.Count);
        Assert.Contains("more than 50", Assert.Single(mail.Errors).Reason, StringComparison.Ordinal);
        Assert.InRange(Read("text\n" + string.Concat(Enumerable.Repeat("#take\n", 1000))).Errors.Count, 1, 51);
        Assert.InRange(Read(string.Concat(Enumerable.Repeat("#bad\n", 1000))).Errors.Count, 1, 51);
    }

    [Fact]
    public void EndlessLine_IsAnErrorButANoteIsKeptWhole()
    {
        var words = new string('x', 5000);
        Assert.Contains("longer", Assert.Single(Read($"#search {words}").Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(words, Assert.Single(Read($"#note {words}").Orders).Argument);
        Assert.InRange(Read($"#search {words}").Errors[0].Source.Length, 1, 201);
    }

    [Fact]
    public void AttachedText_NeverCommands()
    {
        var mail = Read("See the file.", "Printer", m => m with
        {
            Attachments = [new("#close.txt", "text/plain", 6, "00", false, null)],
            Embedded = [new EmbeddedMail { Subject = "#close", Text = "#close" }],
            Reports = [new ReportPart("text/plain", "#close")],
        });
        Assert.False(mail.Commands);
    }

    [Theory]
    [InlineData("#take\ntext", "Hello", true)]
    [InlineData("Hello\n#take", "Hello", false)]
    [InlineData("Hello", "Re: #take", true)]
    [InlineData("Hello", "[HD-7] #take", true)]
    [InlineData("Hello", "Re: [hd-7] #Close quietly", true)]
    [InlineData("Hello", "[HD-7] Re: #take", true)]
    [InlineData("Hello", "[HD-7] Printer #take", false)]
    [InlineData("#nonsense", "Hello", false)]
    public void Attempt_IsRecognisedWhoeverWroteIt(string text, string subject, bool looks) =>
        Assert.Equal(looks, CommandReader.LooksLikeCommand((Mails.Person with { Text = text, Subject = subject }).Classify(), "HD"));

    [Fact]
    public void RandomBytes_AreReadWithoutAnException()
    {
        var random = new Random(20260302);
        const string Signs = "#>|-_:. \n\r\t\u00A0\u2028\u200Babctakeclose\uD83D＃“";
        for (var i = 0; i < 3000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(120)).Select(_ => Signs[random.Next(Signs.Length)])]);
            var mail = Read(text, text.ReplaceLineEndings(" "));
            Assert.InRange(mail.Orders.Count, 0, 50);
        }
    }
}
