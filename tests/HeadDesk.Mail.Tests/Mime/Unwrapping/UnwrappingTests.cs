using System.Text;

namespace HeadDesk.Mail.Tests.Mime.Unwrapping;

public sealed class UnwrappingTests
{
    [Fact]
    public void CalendarAlone_IsSummedUp()
    {
        var view = Sample.ViewUtf8(
            "Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nDTSTART:19700101T000000\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
            + "SUMMARY:Ortstermin\\, München\nDTSTART;TZID=Europe/Berlin:20250303T100000\nDTEND;TZID=Europe/Berlin:20250303T110000\nLOCATION:Room 1\n"
            + "ORGANIZER;CN=\"Ann\":mailto:ann@example.com\nDESCRIPTION:First line\\nsecond\n  line\nBEGIN:VALARM\nDESCRIPTION:no\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Equal(
            "Invitation: Ortstermin, München\nWhen: 2025-03-03 10:00 (Europe/Berlin) to 2025-03-03 11:00 (Europe/Berlin)\nWhere: Room 1\nOrganizer: Ann <ann@example.com>\n\nFirst line\nsecond line",
            view.Text);
        Assert.Equal("attachment.ics", view.Attachments.Single().Name);
    }

    [Fact]
    public void CalendarBesideText_StaysAnAttachment()
    {
        var view = Sample.View(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplease come\n--b\nContent-Type: text/calendar; name=invite.ics\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n");

        Assert.Equal("please come", view.Text);
        Assert.Equal("invite.ics", view.Attachments.Single().Name);
    }

    [Fact]
    public void VCardAlone_IsSummedUp() =>
        Assert.Equal(
            "Jörg Doe\nE-mail: jd@example.com",
            Sample.ViewUtf8("Content-Type: text/x-vcard\n\nBEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=B6rg Doe\nitem1.EMAIL;TYPE=work:jd@example.com\nEND:VCARD\n").Text);

    [Fact]
    public void CleartextPgpSignature_IsTakenOff()
    {
        var view = Sample.View(
            "Subject: x\n\nbefore\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nthe words\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\nafter\n");

        Assert.Equal("before\nthe words\n-- \nAnn\nafter", view.Text);
    }

    [Fact]
    public void InlinePgpMessage_IsSaidToBeEncrypted() =>
        Assert.Equal("[This message is encrypted (PGP).]", Sample.View("\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----\n").Text);

    [Fact]
    public void OpaqueSmime_IsOpened()
    {
        var inner = "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nsigned words\n--i\nContent-Type: image/png; name=x.png\n\nPNG\n--i--\n"u8.ToArray();
        var view = Sample.View($"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Sample.Base64(Cms(2, inner))}\n");

        Assert.Equal("signed words", view.Text);
        Assert.Equal("x.png", view.Attachments.Single().Name);
    }

    [Fact]
    public void EnvelopedSmime_IsSaidToBeEncrypted()
    {
        var view = Sample.View($"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Sample.Base64(Cms(3, [1, 2, 3]))}\n");

        Assert.Equal("[This message is encrypted (S/MIME).]", view.Text);
        Assert.Equal("smime.p7m", view.Attachments.Single().Name);
    }

    [Fact]
    public void UuencodedFileInText_BecomesAnAttachment()
    {
        var view = Sample.View("Subject: x\n\nhere it is:\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye\n");

        Assert.Equal("here it is:\n\n[attachment: cat.txt]\n\nbye", view.Text);
        Assert.Equal("Cat", Encoding.ASCII.GetString(Sample.ReadAll(view.Attachments.Single().Open())));
    }

    [Fact]
    public void ProseThatBeginsLikeUuencode_IsLeftAlone()
    {
        var view = Sample.View("Subject: x\n\nbegin 644 words\nthis is only prose that goes on and on\nend\n");

        Assert.Equal("begin 644 words\nthis is only prose that goes on and on\nend", view.Text);
        Assert.Empty(view.Attachments);
    }

    [Fact]
    public void FirstPieceOfAPartialMessage_IsReadAsFarAsItGoes()
    {
        var view = Sample.View("Content-Type: message/partial; number=1; total=3; id=x\n\nSubject: whole\n\nthe beginning\n");

        Assert.Equal("[Piece 1 of 3 of a message sent in pieces.]\n\nthe beginning", view.Text);
    }

    [Fact]
    public void ExternalBody_SaysWhereItIs()
    {
        var view = Sample.View("Content-Type: message/external-body; access-type=URL; URL=\"ftp://x.example/y\"\n\nContent-Type: image/gif\n\n");

        Assert.Equal("[This part is kept elsewhere: ftp://x.example/y URL]", view.Text);
    }

    /// <summary>ContentInfo with SignedData whose octets come in two pieces of a constructed string, lengths indefinite as OpenSSL streams them.</summary>
    private static byte[] Cms(byte kind, byte[] content)
    {
        byte[] oid = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
        var half = content.Length / 2;
        return
        [
            0x30, 0x80, .. oid, kind, 0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0x31, 0x00, 0x30, 0x80, .. oid, 0x01, 0xA0, 0x80, 0x24, 0x80,
            0x04, (byte)half, .. content[..half], 0x04, (byte)(content.Length - half), .. content[half..],
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];
    }
}
