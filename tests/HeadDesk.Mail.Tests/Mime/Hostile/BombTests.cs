using System.Diagnostics;
using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Tests.Mime.Corpora;

namespace HeadDesk.Mail.Tests.Mime.Hostile;

/// <summary>Small mails that mean to cost a lot. The message itself does not count towards what reading it may allocate.</summary>
public sealed class BombTests
{
    private const long MostAllocated = 150_000_000;

    private static void Disarm(byte[] mail, string? defect, long mostAllocated = MostAllocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var defects = MessageView.Of(MimeMessage.Parse(mail)).Defects;
        Reading.Everything(mail);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
        Assert.True(allocated < mostAllocated, $"allocated {allocated:N0} bytes");
        if (defect != null)
        {
            Assert.Contains(defects, d => d.Contains(defect, StringComparison.Ordinal));
        }
    }

    private static byte[] Repeat(string head, string unit, int times, string tail = "")
    {
        var (first, middle, last) = (Encoding.ASCII.GetBytes(head), Encoding.ASCII.GetBytes(unit), Encoding.ASCII.GetBytes(tail));
        var mail = new byte[first.Length + ((long)middle.Length * times) + last.Length];
        first.CopyTo(mail, 0);
        for (var i = 0; i < times; i++)
        {
            middle.CopyTo(mail, first.Length + (i * middle.Length));
        }

        last.CopyTo(mail, mail.Length - last.Length);
        return mail;
    }

    [Fact]
    public void TenThousandNestedMultiparts_StopAtTheDepthLimit()
    {
        var mail = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }

        Disarm(Encoding.ASCII.GetBytes(mail + "\ndeep\n"), "nested deeper than 100");
    }

    [Fact]
    public void TenThousandNestedMessages_StopAtTheDepthLimit() =>
        Disarm(Repeat("", "Content-Type: message/rfc822\n\n", 10_000), "nested deeper than 100");

    [Fact]
    public void AMillionParts_StopAtTheLimitOfParts() =>
        Disarm(Repeat("Content-Type: multipart/mixed; boundary=b\n", "\n--b\n\nx", 1_000_000), "more than 10000 parts");

    [Fact]
    public void BoundaryOnEveryLine_StopsAtTheLimitOfParts() =>
        Disarm(Repeat("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", 5_000_000), "more than 10000 parts");

    [Fact]
    public void AlmostBoundaryOnEveryLine_StaysLinear()
    {
        var mail = new StringBuilder();
        for (var i = 0; i < 99; i++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{new string('b', 60)}{i}\"\n\n--{new string('b', 60)}{i}\n");
        }

        Disarm(Repeat(mail + "\n", "--" + new string('b', 60) + "x\n", 30_000), null);
    }

    [Fact]
    public void HeaderOf100Megabytes_IsCut() =>
        Disarm(Repeat("Subject: x\n", "X-Filler: 0123456789012345678901234567890123456789012345678901234567890123456789012345678\n", 1_100_000, "\nbody"), "header: ");

    [Fact]
    public void OneFieldOf100Megabytes_IsCut() =>
        Disarm(Repeat("Subject: x\n", " 012345678901234567890123456789012345678901234567890123456789012345678901234567890123\n", 1_200_000, "\nbody"), null);

    [Fact]
    public void FieldsOfOneCharacter_StopAtTheLimitOfFields() =>
        Disarm(Repeat("", "a:\n", 5_000_000, "\nbody"), "header: ");

    [Fact]
    public void Base64TextOf200Megabytes_IsReadInPart() =>
        Disarm(Repeat("Content-Transfer-Encoding: base64\n\n", new string('A', 76) + "\n", 2_600_000), "text: longer than");

    [Theory]
    [InlineData("<p>some text and <b>more</b></p>")]
    [InlineData("<blockquote>")]
    public void HtmlOf40Megabytes_IsReadInPart(string unit) =>
        Disarm(Repeat("Content-Type: text/html\n\n", unit, 40_000_000 / unit.Length), "text: longer than", mostAllocated: 3 * MostAllocated); // tokens, most of it: gone at once

    [Theory]
    [InlineData("=?utf-8?Q?")]
    [InlineData("=?utf-8?B?w6Q=?= ")]
    [InlineData("=?a?q?=")]
    [InlineData("=?")]
    public void SubjectFullOfEncodedWords_StaysLinear(string unit) => Disarm(Repeat("Subject: ", unit, 1_000_000 / unit.Length, "\n\n"), null);

    [Theory]
    [InlineData("(")]
    [InlineData("<")]
    [InlineData("\"")]
    [InlineData("a,")]
    [InlineData("a@b ")]
    [InlineData(":")]
    [InlineData("=?a?q?")]
    [InlineData(" . ")]
    public void AddressesFullOfMarks_StayLinear(string unit) => Disarm(Repeat("From: ", unit, 1_000_000 / unit.Length, "\n\n"), null);

    [Fact]
    public void ManyWordsThenManyColons_StayLinear() =>
        Disarm(Repeat("From: " + string.Concat(Enumerable.Repeat("a ", 200_000)) + "x@y ", ": ", 200_000, "\n\n"), null);

    [Fact]
    public void LongWordThenManyDots_StaysLinear() =>
        Disarm(Repeat("From: " + new string('z', 400_000) + "@", " .", 250_000, "\n\n"), null);

    [Theory]
    [InlineData(";a=b")]
    [InlineData(" a=b")]
    [InlineData(";a*1*=b")]
    [InlineData("(")]
    [InlineData("\"")]
    [InlineData(" a")]
    [InlineData("=")]
    public void ParametersFullOfMarks_StayLinear(string unit) =>
        Disarm(Repeat("Content-Type: multipart/mixed", unit, 1_000_000 / unit.Length, "\n\n"), null);

    [Theory]
    [InlineData("begin 644 x\n")]
    [InlineData("=ybegin line=1 name=x\n")]
    [InlineData("begin 644 x\n`\nend\n")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n")]
    [InlineData("[cid:")]
    [InlineData("> ")]
    public void TextFullOfMarks_StaysLinear(string unit) => Disarm(Repeat("Subject: x\n\n", unit, 4_000_000 / unit.Length, "\nend\n=yend\n"), null);
}
