using System.Diagnostics;
using System.Text;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Classification.Replies;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class HostileTextTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Pieces that every rule looks for; repeated a hundred thousand times none may cost more than linear time.</summary>
    [Theory]
    [InlineData("From: a\n")]
    [InlineData("From: a\n\n")]
    [InlineData("On 1 May 2024 a@b.c wrote:\n")]
    [InlineData("On 1 May 2024 a@b.c wrote:\n\n")]
    [InlineData("wrote wrote:\n> ")]
    [InlineData(":\n")]
    [InlineData("a@")]
    [InlineData("\"@")]
    [InlineData("é@é")]
    [InlineData("--\n")]
    [InlineData("-- \n\n\n\n")]
    [InlineData(">\na\n")]
    [InlineData("```\n")]
    [InlineData("Regards,\n\n")]
    [InlineData("\n\nThis e-mail and any\n")]
    [InlineData("Sent from my \n")]
    [InlineData("a\n----\n\n")]
    [InlineData("\r")]
    [InlineData(" ")]
    [InlineData("<a@b.org>:\nthe following recipients failed:\nMessage-ID: <\n")]
    [InlineData("Final-Recipient: rfc822; a@b.org\n")]
    [InlineData("Final-Recipient: rfc822;\n a\n b\n")]
    [InlineData("could not be delivered to: a@b.org\n")]
    [InlineData("2.2.2.")]
    [InlineData("| From | a@b.c |\n")]
    [InlineData("From: a@b.c\nSubject: x\nDate: x +0000\n\nlook:\n")]
    [InlineData("---- a ----\n")]
    [InlineData("---\nAda Byron\n\n")]
    [InlineData("Best,\n\n\n")]
    [InlineData("Best,\nAda Byron\n")]
    [InlineData("Mvh Ada\n")]
    [InlineData("write above this line not\n")]
    [InlineData("A@b.c wrote on 1/1/24 1:11:\n")]
    [InlineData("<a@b.org>: user unknown\n\n\n\n\n\n\n\n")]
    [InlineData("Final-Recipient: utf-8; \\x{41}\\x{\n")]
    [InlineData("a@b.orgに")]
    public void RepeatedPiece_EndsInTime(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 600_000 / piece.Length));
        var mail = Mails.Person with { Text = text, Subject = "Re: " + text[..5000] };
        var report = Mails.Daemon(text, "Mail delivery failed") with { Reports = [new("message/delivery-status", text), new("message/feedback-report", text)] };
        var watch = Stopwatch.StartNew();
        mail.Classify();
        (mail with { Subject = "Fwd: x" }).Classify();
        Mails.Daemon(text, "Mail delivery failed").Classify();
        report.Classify();
        Assert.True(watch.Elapsed < Deadline, $"{watch.Elapsed} for {text.Length} characters");
    }

    [Fact]
    public void RandomMixtures_LoseNothingAndNeverThrow()
    {
        string[] pieces =
        [
            "Hello,", "It works.", "> quoted", ">> deeper", "-- ", "--", "---", "____", "On 15/01/2024 14:30, Ada <ada@example.org> wrote:", "wrote:", "<ada@example.org>", "From: Ada <ada@example.org>", "Sent: Monday", "To: Bob", "Subject: x", "Sent from my iPhone",
            "Regards,", "Ada", "-----Original Message-----", "---------- Forwarded message ---------", "##- reply above this line -##", "```", "", " ", "\t", "This e-mail and any attachments are confidential", "Am 15.01.2024 schrieb Ada:", "\u00A0", "\uFFFD\uD800", ">", ":", "*From:* x", "550 5.1.1 <a@b.org>", "the following address(es) failed:", "  a@b.org", "Final-Recipient: rfc822; a@b.org", "Action: failed",
        ];
        string[] ends = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", " "];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(30); i >= 0; i--)
            {
                text.Append(pieces[random.Next(pieces.Length)]).Append(ends[random.Next(ends.Length)]);
            }

            var split = ReplyText.Split(text.ToString(), forward: seed % 3 == 0);
            Assert.Equal(Lines(text.ToString()), Lines(split.Reply + "\n" + split.Trimmed));
            var mail = Mails.Daemon(text.ToString(), seed % 2 == 0 ? "Undeliverable" : "Fwd: x") with { Reports = [new("message/delivery-status", text.ToString())] };
            mail.Classify();
            (mail with { Reports = [], From = new Party(null, "") }).Classify();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("@")]
    [InlineData("<>;:,")]
    [InlineData("\uD800")]
    public void OddHeaderValues_NeverThrow(string value)
    {
        string[] names = ["", "X", "X-Loop", "Return-Path", "Auto-Submitted", "Precedence", "List-Id", "X-Failed-Recipients", "Content-Language", "Content-Type", "X-Spam-Status", "X-MS-Exchange-Organization-SCL", "X-Forefront-Antispam-Report"];
        var mail = Mails.With([.. names.Select(n => (n, value))]) with { Subject = value, From = new Party(value, value), Sender = new Party(null, value), MessageId = value, Text = value };
        Assert.NotNull(mail.Classify().Reply);
        Assert.NotNull(Classifier.Classify(mail, ClassifierSettings.None).Reasons);
    }

    private static List<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim().Trim('\u00A0')).Where(l => l.Length > 0).Order(StringComparer.Ordinal)];
}
