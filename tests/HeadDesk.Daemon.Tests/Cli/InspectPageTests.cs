using System.Text;
using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

public sealed class InspectPageTests
{
    private static string Page(string mail) => InspectionPage.Of(Inspector.Inspect("mail.eml", Encoding.UTF8.GetBytes(mail)));

    [Fact]
    public void OrdinaryMail_ShowsFactsStructureReplyAndWhatWasTakenOut()
    {
        var page = Page("From: Ada <ada@customer.example>\nSubject: Printer\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nIt burns.\n\nOn Mon, 1 Jan 2026, Support wrote:\n> Is it on?\n--b\nContent-Type: image/png; name=fire.png\n\nx\n--b--\n");

        Assert.Contains("From        Ada <ada@customer.example>\n", page, StringComparison.Ordinal);
        Assert.Contains("Kind        customer\n", page, StringComparison.Ordinal);
        Assert.Contains("Attachment  fire.png (image/png, 1 octets", page, StringComparison.Ordinal);
        Assert.Contains("Structure   multipart/mixed\n", page, StringComparison.Ordinal);
        Assert.Contains("It burns.\n", page, StringComparison.Ordinal);
        Assert.Contains("> Is it on?\n", page[page.IndexOf("Taken out", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void ControlAndDirectionCharacters_NeverReachTheTerminal()
    {
        var page = Page("From: \"\u202Eevil\e[31m\" <a@b.example>\nSubject: =?utf-8?B?G1szMW0=?= \u2066x\nContent-Type: text/plain; charset=utf-8\n\n\e]0;title\a\u009B31m red \u202E desrever\rover\n");

        Assert.DoesNotContain(page, c => (char.IsControl(c) && c != '\n') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
        Assert.Contains("desrever", page, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeMail_MakesAPageAPersonCanRead()
    {
        var mail = new StringBuilder($"From: a@b.example\nTo: {string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"p{i}@b.example"))}\nSubject: {new string('s', 300_000)}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n");
        mail.Insert(mail.Length, "one line\n", 50_000).Append('x', 700_000);
        mail.Insert(mail.Length, "\n--b\nContent-Type: image/png; name=a.png\n\nx", 3_000).Append("\n--b--\n");

        var page = Page(mail.ToString());

        Assert.InRange(page.Length, 1_000, 40_000);
        Assert.Contains("… and 980 more", page, StringComparison.Ordinal);
        Assert.Contains("… more lines: see --json", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyMail_IsAPage() => Assert.Contains("Kind        customer", Page(""), StringComparison.Ordinal);

    [Fact]
    public void BouncedMail_NamesRecipientAndStatus() => Assert.Contains(
        "Bounced     nobody@there.example: failed, 5.1.1, permanent",
        Page("From: MAILER-DAEMON@there.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; there.example\n\nFinal-Recipient: rfc822; nobody@there.example\nAction: failed\nStatus: 5.1.1\n--b--\n"),
        StringComparison.Ordinal);
}
