using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification.Samples;

/// <summary>Reports of many mail systems, in words and in fields; and mail that only speaks of them.</summary>
public class BounceSampleTests
{
    [Fact]
    public void ReportInWords_NamesRecipientActionAndStatus() => Assert.All(Samples("bounces.txt"), sample =>
    {
        var from = sample.Fields[0]["From:".Length..].Trim();
        var name = from.Contains('<', StringComparison.Ordinal) ? from[..from.IndexOf('<', StringComparison.Ordinal)].Trim() : null;
        var mail = Mails.Daemon(sample.Text, sample.Fields[1]["Subject:".Length..].Trim()) with { From = new Party(name, from[(name is null ? 0 : from.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>')) };
        Check(sample, mail.Classify());
    });

    [Fact]
    public void DeliveryStatus_NamesRecipientActionAndStatus() => Assert.All(Samples("delivery-status.txt"), sample => Check(sample, (Mails.Daemon("Your message could not be delivered.") with
    {
        MediaType = "multipart/report",
        ReportType = "delivery-status",
        Reports = [new("message/delivery-status", sample.Text)],
    }).Classify()));

    [Theory]
    [InlineData("Out of office", "I am out of office. Urgent: bob@example.org, room 550.")]
    [InlineData("Welcome", "Your mailbox bob@example.org was created. Quota: 500 MB.")]
    [InlineData("Quota warning", "Your mailbox bob@example.org is 90% full. Mailbox size limit 2 GB.")]
    [InlineData("Quarantine summary", "Quarantined: from eve@example.org \"Cheap 550 pills\", bob@example.org")]
    public void PostmasterWithoutReport_IsAutomaticOnly(string subject, string text) =>
        Assert.Equal(MailKind.AutoReply, (Mails.Daemon(text, subject) with { From = new Party(null, "postmaster@example.org") }).Classify().Kind);

    [Fact]
    public void PersonWhoQuotesAReport_IsACustomer() => Assert.All(Samples("bounces.txt"), sample =>
    {
        Assert.Equal(MailKind.Customer, (Mails.Person with { Subject = sample.Fields[1]["Subject:".Length..].Trim(), Text = $"I got this error, what does it mean?\n\n{sample.Text}" }).Classify().Kind);
    });

    private static void Check(Sample sample, ClassifiedMail mail)
    {
        Assert.Equal(MailKind.Bounce, mail.Kind);
        Assert.Equal(sample.Recipients, mail.Bounce!.Recipients.Select(r => $"{r.Address} {r.Action} {r.Status}"));
        Assert.All(mail.Bounce.Recipients, r => Assert.Equal(r.Action == "failed" && r.Status![0] == '5', r.Permanent));
    }

    private static List<Sample> Samples(string file)
    {
        var samples = SampleFile.Sections(file).Select(section =>
        {
            var blank = section.IndexOf("\n\n", StringComparison.Ordinal);
            var head = section[..blank].Split('\n');
            return new Sample(head[0], [.. head.Skip(1).Where(IsRecipient)], [.. head.Skip(1).Where(line => !IsRecipient(line))], section[(blank + 2)..]);
        }).ToList();
        Assert.True(samples.Count > 20, "the samples are not all there");
        return samples;

        static bool IsRecipient(string line) => !line.StartsWith("From:", StringComparison.Ordinal) && !line.StartsWith("Subject:", StringComparison.Ordinal);
    }

    private sealed record Sample(string Name, string[] Recipients, string[] Fields, string Text);
}
