using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class ForwardTests
{
    private static readonly DateTimeOffset Afternoon = new(2024, 1, 15, 14, 30, 0, TimeSpan.Zero);

    private static ClassifiedMail Classify(string subject, string text) => (Mails.Person with { Subject = subject, Text = text }).Classify();

    [Theory]
    [InlineData("Fwd: Printer", "---------- Forwarded message ---------\nFrom: Bob Boole <bob@example.net>\nDate: Mon, Jan 15, 2024 at 2:30 PM\nSubject: Printer\nTo: Ada <ada@example.org>\n\n\nIt is broken.")]
    [InlineData("Printer", "---------- Forwarded message ---------\nVon: Bob Boole <bob@example.net>\nDate: Mo., 15. Jan. 2024 um 14:30 Uhr\nSubject: Printer\nTo: <ada@example.org>\n\nKaputt.")]
    [InlineData("Fwd: Printer", "Begin forwarded message:\n\n> From: Bob Boole <bob@example.net>\n> Subject: Printer\n> Date: 15 January 2024 at 14:30:00\n> To: Ada <ada@example.org>\n> \n> It is broken.")]
    [InlineData("FW: Printer", "Please have a look.\n\nFrom: Bob Boole <bob@example.net>\nSent: Monday, January 15, 2024 2:30 PM\nTo: Ada\nSubject: Printer\n\nIt is broken.")]
    [InlineData("WG: Printer", "Bitte ansehen.\n\n-----Ursprüngliche Nachricht-----\nVon: Bob Boole [mailto:bob@example.net]\nGesendet: Montag, 15. Januar 2024 14:30\nAn: Ada\nBetreff: Printer\n\nKaputt.")]
    [InlineData("Fwd: Printer", "-------- Forwarded Message --------\nSubject: \tPrinter\nDate: \tMon, 15 Jan 2024 14:30:00 +0000\nFrom: \tBob Boole <bob@example.net>\nTo: \tada@example.org\n\nIt is broken.")]
    [InlineData("TR: Printer", "De : Bob Boole <bob@example.net>\nEnvoyé : lundi 15 janvier 2024 14:30\nÀ : Ada\nObjet : Printer\n\nCassée.")]
    [InlineData("RV: Printer", "De: Bob Boole <bob@example.net>\nEnviado el: lunes, 15 de enero de 2024 14:30\nPara: Ada\nAsunto: Printer\n\nRota.")]
    [InlineData("PD: Printer", "---------- Forwarded message ---------\nOd: Bob Boole <bob@example.net>\nDate: pon., 15 sty 2024 o 14:30\nSubject: Printer\nTo: Ada <ada@example.org>\n")]
    [InlineData("Fwd: Printer", "-------- Пересылаемое сообщение --------\nОт: Bob Boole <bob@example.net>\nДата: 15 января 2024 г., 14:30\nТема: Printer\nКому: Ada\n\nСломан.")]
    [InlineData("转发：Printer", "---------- 转发的邮件 ----------\n发件人: Bob Boole <bob@example.net>\n日期: 2024年1月15日 14:30\n主题: Printer\n收件人: Ada\n\n坏了")]
    [InlineData("Fwd: Printer", "------ Forwarded Message ------\nFrom \"Bob Boole\" <bob@example.net>\nTo \"Ada\" <ada@example.org>\nDate 15.01.2024 14:30:00\nSubject Printer\n\nBroken.")]
    [InlineData("Fwd: Printer", "-------- Пересылаемое сообщение --------\n15.01.2024, 14:30, \"Bob Boole\" <bob@example.net>:\n\nСломан.")]
    [InlineData("Fw: Printer", "---- 转发的原邮件 ----\n| 发件人 | Bob Boole<bob@example.net> |\n| 日期 | 2024年01月15日 14:30 |\n| 收件人 | ada<ada@example.org> |\n| 主题 | Printer |\n\n坏了")]
    [InlineData("FW: Printer", "Feladó: Bob Boole <bob@example.net>\nElküldve: 2024. január 15., hétfő 14:30\nCímzett: Ada\nTárgy: Printer\n\nRossz.")]
    public void ForwardInTheText_GivesSenderSubjectAndDate(string subject, string text)
    {
        var forwarded = Classify(subject, text).Forwarded;
        Assert.Equal(new ForwardedMail(new Party("Bob Boole", "bob@example.net"), "Printer", Afternoon), forwarded);
    }

    [Fact]
    public void AttachedMessage_IsTheForwarded()
    {
        var original = new EmbeddedMail { From = new Party("Bob", "bob@example.net"), Subject = "Printer", Date = Afternoon };
        Assert.Equal(new ForwardedMail(original.From, "Printer", Afternoon), (Mails.Person with { Embedded = [original] }).Classify().Forwarded);
    }

    [Fact]
    public void CommentAboveTheForward_IsTheReply() =>
        Assert.Equal("Please have a look.", Classify("FW: Printer", "Please have a look.\n\nFrom: Bob <bob@example.net>\nSent: Monday\nTo: Ada\nSubject: Printer\n\nIt is broken.").Reply);

    [Fact]
    public void ForwardWithoutComment_HasNoReply() =>
        Assert.Equal("", Classify("FW: Printer", "From: Bob <bob@example.net>\nSent: Monday\nTo: Ada\nSubject: Printer\n\nIt is broken.").Reply);

    [Theory]
    [InlineData("Re: Printer", "It works.\n\nFrom: Bob <bob@example.net>\nSent: Monday, January 15, 2024 2:30 PM\nTo: Ada\nSubject: Printer\n\nDoes it?")]
    [InlineData("Re: Printer", "It works.\n\nOn 15/01/2024 14:30, Bob wrote:\n> ---------- Forwarded message ---------\n> From: Carol <carol@example.net>\n> Date: Mon, Jan 15, 2024\n> Subject: x\n")]
    [InlineData("Printer", "Hello,\n\nit is broken.")]
    public void ReplyOrPlainMail_IsNoForward(string subject, string text) => Assert.Null(Classify(subject, text).Forwarded);

    [Fact]
    public void PrefixAlone_IsAForwardOfAnUnknown() => Assert.Equal(new ForwardedMail(null, "Printer", null), Classify("Fwd: Printer", "see above").Forwarded);

    [Theory]
    [InlineData("1/15/2024 2:30 PM")]
    [InlineData("15/01/2024 14:30")]
    [InlineData("2024-01-15 14:30")]
    [InlineData("15.01.2024 14:30:00")]
    [InlineData("15.1.2024 14.30")]
    [InlineData("2024/01/15 14:30")]
    [InlineData("Mon, 15 Jan 2024 16:30:00 +0200")]
    [InlineData("Monday, 15 January 2024 2:30 p.m.")]
    [InlineData("15 Ocak 2024 Pazartesi 14:30")]
    [InlineData("maanantai 15. tammikuuta 2024 klo 14.30")]
    [InlineData("2024년 1월 15일 오후 2:30")]
    [InlineData("2024年1月15日 下午2:30")]
    [InlineData("le 15 janvier 2024 à 14h30")]
    public void DateOfAnyLanguage_IsRead(string date) => Assert.Equal(Afternoon, HeadDesk.Rules.Classification.Forwards.ForwardDate.Read(date));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("99.99.2024")]
    [InlineData("31 Feb 2024")]
    [InlineData("1 2 3 4 5 6 7 8 9")]
    public void HopelessDate_IsNull(string date) => Assert.Null(HeadDesk.Rules.Classification.Forwards.ForwardDate.Read(date));
}
