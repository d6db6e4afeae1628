using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>A quoted command never commands, wherever a mail program puts the quotation and however it marks it.</summary>
public class QuotedCommandTests
{
    /// <summary>Whole texts; in each the customer wrote "#close".</summary>
    public static TheoryData<string, string> Quotations => new()
    {
        { "marked, below", "Thanks.\n\nOn Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n> Hello\n> #close\n" },
        { "marked, above", "On Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n> #close\n> please\n\nThanks.\n" },
        { "marked, nothing else", "On Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n> #close\n" },
        { "marked without a blank", ">#close\n\nThanks." },
        { "marked twice", "> > #close\n> Hello\n\nThanks." },
        { "marked by full-width sign", "＞ #close\n\nThanks." },
        { "marked by bar", "| #close\n\nThanks." },
        { "marked by entity", "&gt; #close\n\nThanks." },
        { "marked by initials", "CC> #close\n\nThanks." },
        { "unmarked below an attribution", "Thanks.\n\nOn Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n\n#close\n" },
        { "unmarked below a German attribution", "Danke.\n\nAm Mo., 2. März 2026 um 09:00 Uhr schrieb Carol <carol@customer.example>:\n\n#close\n" },
        { "unmarked below a French attribution", "Merci.\n\nLe lun. 2 mars 2026 à 09:00, Carol <carol@customer.example> a écrit :\n\n#close\n" },
        { "unmarked below a Japanese attribution", "どうも。\n\n2026年3月2日(月) 9:00 Carol <carol@customer.example>:\n\n> #close\n" },
        { "unmarked, above", "On Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n\n#close\n\nThanks." },
        { "unmarked, above, German", "Am Mo., 2. März 2026 um 09:00 Uhr schrieb Carol <carol@customer.example>:\n\n#close\n\nDanke." },
        { "unmarked, above, unknown tongue", "Xxx yyyy zzzz Carol <carol@customer.example> qqqqq:\n\n#close\n\nThanks." },
        { "Outlook, below", "Thanks.\n\n________________________________\nFrom: Carol <carol@customer.example>\nSent: Monday, 2 March 2026 09:00\nTo: Example Support\nSubject: Printer\n\n#close\n" },
        { "Outlook, nothing above", "\n________________________________\nFrom: Carol <carol@customer.example>\nSent: Monday, 2 March 2026 09:00\nTo: Example Support\nSubject: Printer\n\n#close\n" },
        { "Outlook, German", "Danke.\n\nVon: Carol <carol@customer.example>\nGesendet: Montag, 2. März 2026 09:00\nAn: Example Support\nBetreff: Drucker\n\n#close\n" },
        { "Outlook, above", "From: Carol <carol@customer.example>\nSent: Monday, 2 March 2026 09:00\nTo: Example Support\nSubject: Printer\n\n#close\n\nThanks." },
        { "original message", "Thanks.\n\n-----Original Message-----\nFrom: Carol <carol@customer.example>\nSubject: Printer\n\n#close\n" },
        { "original message, above", "-----Original Message-----\nFrom: Carol <carol@customer.example>\nSubject: Printer\n\n#close\n\nThanks." },
        { "wrapped tail in the midst", "> You said that the last line of such a mail would have to be the word\n#close\n> and nothing else, didn't you?\n\nYes." },
        { "wrapped tail at the end", "> You said that the last line of such a mail would have to be the word\n#close\n\nYes." },
        { "between answers", "> Hello\n\nHello!\n\n> #close\n\nNo." },
        { "forwarded", "---------- Forwarded message ---------\nFrom: Carol <carol@customer.example>\nSubject: Printer\n\n#close\n" },
        { "in a fence", "Look:\n```\n> x\n#close\n```\n" },
    };

    [Theory, MemberData(nameof(Quotations))]
    public void QuotedCommand_IsNotObeyed(string how, string text)
    {
        foreach (var line in new[] { "\n", "\r\n" })
        {
            foreach (var subject in new[] { "Re: [HD-7] Printer", "Printer", "Fwd: Printer" })
            {
                var mail = CommandReaderTests.Read(text.Replace("\n", line, StringComparison.Ordinal), subject);
                Assert.True(mail.Orders.Count == 0, $"{how}: obeyed with {subject}");
            }
        }
    }

    [Theory]
    [InlineData("#take\n\nOn Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n> #close\n", "take", "")]
    [InlineData("> Does it work?\n\n#close\n\nYes.", "close", "Yes.")]
    [InlineData("> Does it work?\n#close\n\nYes.", "close", "Yes.")]
    [InlineData("On Mon, 2 Mar 2026 at 09:00, Carol <carol@customer.example> wrote:\n> Does it work, after all that has been said about it before now?\n\n#close\n\nYes.", "close", "Yes.")]
    [InlineData("#take\n\nThanks.\n\n________________________________\nFrom: Carol <carol@customer.example>\nSent: Monday, 2 March 2026 09:00\nTo: Example Support\nSubject: Printer\n\n#close\n", "take", "Thanks.")]
    public void OwnCommandBesideAQuotation_IsObeyed(string text, string orders, string rest)
    {
        var mail = CommandReaderTests.Read(text);
        Assert.Empty(mail.Errors);
        Assert.Equal(orders, string.Join('|', CommandReaderTests.Orders(mail)));
        Assert.Equal(rest, mail.Rest);
    }

    [Fact]
    public void WrappedTail_IsToldToTheSender()
    {
        var mail = CommandReaderTests.Read("> You said that the last line of such a mail would have to be the word\n#close\n\nYes.");
        Assert.Contains("quoted line", Assert.Single(mail.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandAboveAForward_IsObeyed()
    {
        var mail = CommandReaderTests.Read(
            "#assign bob\n\n---------- Forwarded message ---------\nFrom: Carol <carol@customer.example>\nDate: Mon, 2 Mar 2026\nSubject: Printer\n\n#close\n", "Fwd: Printer");
        Assert.Equal(["assign bob"], CommandReaderTests.Orders(mail));
        Assert.Empty(mail.Errors);
    }

    [Fact]
    public void CommandAboveAnAttachedForward_IsObeyed() =>
        Assert.Equal(["assign bob"], CommandReaderTests.Orders(CommandReaderTests.Read(
            "#assign bob", "Fwd: Printer", m => m with { Embedded = [new EmbeddedMail { From = new Party(null, "carol@customer.example"), Text = "#close" }] })));

    [Fact]
    public void ForwardThatDoesNotShowWhereItBegins_IsNotObeyedAndTheSenderIsTold()
    {
        var mail = CommandReaderTests.Read("#close\nplease, and thank you\n\nCarol", "Fwd: Printer");
        Assert.Empty(mail.Orders);
        Assert.Contains("forwarded", Assert.Single(mail.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ForwardedTextThatBeginsWithASign_IsText()
    {
        var mail = CommandReaderTests.Read("#printer is broken\nplease help\n\nCarol", "Fwd: Printer");
        Assert.False(mail.Commands);
        Assert.StartsWith("#printer", mail.Rest, StringComparison.Ordinal);
    }
}
