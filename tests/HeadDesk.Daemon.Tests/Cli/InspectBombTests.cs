using System.Diagnostics;
using System.Text;
using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>Mails that mean to cost a lot, through the whole of inspect. The mail itself does not count towards what is allocated.</summary>
public sealed class InspectBombTests
{
    private const long MostAllocated = 150_000_000;

    [Fact]
    public void NestedMultiparts_StopAtTheDepthLimit() =>
        Disarm(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")), "", 1, "nested deeper than");

    [Fact]
    public void MillionParts_StopAtTheLimitOfParts() =>
        Disarm("Content-Type: multipart/mixed; boundary=b\n", "\n--b\n\nx", 1_000_000, "more than 10000 parts");

    [Fact]
    public void BoundaryOnEveryLine_StopsAtTheLimitOfParts() =>
        Disarm("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", 2_000_000, "more than 10000 parts");

    [Fact]
    public void HeaderOf100Megabytes_IsCut() => Disarm("Subject: x\n", "X-Filler: " + new string('0', 88) + "\n", 1_000_000, "header: ");

    /// <summary>Declared in a parameter; what is there is counted, not what is said.</summary>
    [Fact]
    public void Base64That1GigabyteIsDeclaredOf_CountsWhatIsThere()
    {
        var mail = Disarm("Content-Length: 1073741824\nContent-Type: application/octet-stream; name=a.bin\nContent-Disposition: attachment; size=1073741824\nContent-Transfer-Encoding: base64\n\n",
            new string('A', 76) + "\n", 1_000, "declared size differs: 1073741824 octets said");

        Assert.Equal(57_000, Assert.Single(mail.Attachments).Size);
    }

    [Fact]
    public void Base64AttachmentOf100Megabytes_IsStreamed()
    {
        var mail = Disarm("Content-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64\n\n", new string('A', 76) + "\n", 1_300_000, null, 20_000_000);

        Assert.Equal(57L * 1_300_000, Assert.Single(mail.Attachments).Size);
    }

    [Fact]
    public void Base64TextOf100Megabytes_IsReadInPart() =>
        Disarm("Content-Transfer-Encoding: base64\n\n", new string('A', 76) + "\n", 1_300_000, "text: longer than");

    /// <summary>Tokens are most of what is allocated here, gone as soon as they are read: three times the limit in all, never at one time.</summary>
    [Theory]
    [InlineData("<p>some text and <b>more</b></p>")]
    [InlineData("<blockquote>")]
    [InlineData("<table><tr><td>")]
    [InlineData("&")]
    public void HtmlOf40Megabytes_IsReadInPart(string unit) =>
        Disarm("Content-Type: text/html\n\n", unit, 40_000_000 / unit.Length, "text: longer than", 3 * MostAllocated);

    [Theory]
    [InlineData("> On Monday Ada wrote:\n")]
    [InlineData("-- \n")]
    [InlineData("From: a@b.example\nSent: now\n")]
    public void TextFullOfMarks_StaysLinear(string unit) => Disarm("Subject: x\n\n", unit, 8_000_000 / unit.Length, null);

    private static InspectionDocument Disarm(string head, string unit, int times, string? defect, long mostAllocated = MostAllocated)
    {
        var (first, repeated) = (Encoding.ASCII.GetBytes(head), Encoding.ASCII.GetBytes(unit));
        var mail = new byte[first.Length + ((long)repeated.Length * times)];
        first.CopyTo(mail, 0);
        for (var i = 0; i < times; i++)
        {
            repeated.CopyTo(mail, first.Length + (i * repeated.Length));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var document = Inspector.Inspect("bomb", mail);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
        Assert.True(allocated < mostAllocated, $"allocated {allocated:N0} bytes");
        Assert.DoesNotContain(document.Defects, d => d.StartsWith("cannot be understood", StringComparison.Ordinal));
        Assert.True(defect is null || document.Defects.Any(d => d.Contains(defect, StringComparison.Ordinal)), string.Join("; ", document.Defects));
        Assert.True(InspectionPage.Of(document).Length < 200_000);
        return document;
    }
}
