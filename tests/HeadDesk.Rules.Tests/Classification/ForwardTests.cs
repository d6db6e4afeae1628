using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Classification.Forwards;
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
    [InlineData("Fwd: Printer", "> Započni proslijeđenu poruku:\n> \n> Šalje: Bob Boole <bob@example.net>\n> Predmet: Printer\n> Datum: 15. siječnja 2024. u 14:30:00\n> Prima: ada@example.org\n> \n> Ne radi.")]
    [InlineData("Fwd: Printer", "---------- Forwarded message ---------\nŠalje: Bob Boole <bob@example.net>\nDate: pon, 15. sij 2024. u 14:30\nSubject: Printer\nTo: <ada@example.org>\n\nNe radi.")]
    [InlineData("Printer", "Vezi mai jos.\n\nÎncepe mesajul redirecționat:\n\n> Expeditorul: Bob Boole <bob@example.net>\n> Subiectul: Printer\n> Dată: 15 ianuarie 2024, 14:30:00\n> Destinatarul: ada@example.org\n> \n> Stricat.")]
    [InlineData("Printer", "Початок листа, що пересилається:\n\n> Від кого: Bob Boole <bob@example.net>\n> Тема: Printer\n> Дата: 15 січня 2024 р. о 14:30:00\n> Кому: ada@example.org\n> \n> Зламаний.")]
    [InlineData("Printer", "Továbbított levél kezdete:\n\n> Feladó: Bob Boole <bob@example.net>\n> Tárgy: Printer\n> Dátum: 2024. január 15. 14:30:00\n> Címzett: ada@example.org\n> \n> Rossz.")]
    [InlineData("Printer", "Velky problem\n\nZačiatok preposlanej správy:\n\n> Od: Bob Boole <bob@example.net>\n> Predmet: Printer\n> Dátum: 15. januára 2024, 14:30:00\n> Pre: ada@example.org\n> \n> Nejde.")]
    [InlineData("Printer", "-------- İletilen İleti --------\nKonu: \tPrinter\nTarih: \tMon, 15 Jan 2024 14:30:00 +0000\nKimden: \tBob Boole <bob@example.net>\nKime: \tada@example.org\n\nBozuk.")]
    [InlineData("Printer", "--- Treść przekazanej wiadomości ---\nTemat: \tPrinter\nData: \tMon, 15 Jan 2024 14:30:00 +0000\nNadawca: \tBob Boole <bob@example.net>\nAdresat: \tada@example.org\n\nZepsuta.")]
    [InlineData("Printer", "-------- Proslijeđena poruka --------\nNaslov: \tPrinter\nDatum: \tMon, 15 Jan 2024 14:30:00 +0000\nŠalje: \tBob Boole <bob@example.net>\nPrima: \tada@example.org\n\nNe radi.")]
    [InlineData("Printer", "---------- メッセージを転送 ---------\n送信元：Bob Boole <bob@example.net>\n日付：2024年1月15日月曜日 14:30:00 +0000\n件名：Printer\n送信先：ada@example.org\n\n動きません。")]
    [InlineData("Printer", "----- Перенаправлене повідомлення -----\nВід: Bob Boole <bob@example.net>\nКому: ada@example.org\nВідправлено: понеділок, 15 січня 2024 р., 14:30:00 GMT\nТема: Printer\n\nЗламаний.")]
    [InlineData("Fwd: Printer", "   ----- Forwarded Message ----- From: Bob Boole <bob@example.net>To: \"ada@example.org\" <ada@example.org>Sent: Monday, January 15, 2024, 02:30:00 PM UTCSubject: Printer\n It is broken.")]
    [InlineData("Fwd: Printer", "   ----- Mesaj redirecționat ----- De la: Bob Boole <bob@example.net>Către: Ada <ada@example.org>Cc: c@example.orgTrimis: luni, 15 ianuarie 2024, 14:30:00 UTCSubiect: Printer\n Stricat.")]
    [InlineData("Fwd: Printer", "   ----- İletilmiş Mesaj ----- Kimden: Bob Boole <bob@example.net>Kime: Ada <ada@example.org>Gönderilen: 15 Ocak 2024 Pazartesi 14:30:00 UTCKonu: Printer\n Bozuk.")]
    [InlineData("Printer", "-------- Persiųstas laiškas --------\nSubject: \tPrinter\nDate: \tMon, 15 Jan 2024 14:30:00 +0000\nFrom: \tBob Boole <bob@example.net>\n\nNeveikia.")]
    [InlineData("Podaj dalej: Printer", "Od: Bob Boole <bob@example.net>\nData: poniedziałek, 15 stycznia 2024 o 14:30\nDo: Ada <ada@example.org>\nTemat: Printer\n\nZepsuta.")]
    [InlineData("Fwd: Printer", "-------- Forwarded Message --------\nSubject: | Printer\nDate: | Mon, 15 Jan 2024 14:30:00 +0000\nFrom: | Bob Boole <bob@example.net>\nTo: | ada@example.org\n\nIt is broken.")]
    [InlineData("FW: Printer", "On 15/01/2024 14:30, \"Bob Boole\" <bob@example.net> wrote:\n\n    It is broken.")]
    [InlineData("FW: Printer", "Bitte ansehen.\n\nAm 15/01/2024, 14:30 schrieb \"Bob Boole\" <bob@example.net>:\n\n    Kaputt.")]
    [InlineData("FW: Printer", "Op 15/01/2024 14:30 heeft Bob Boole <bob@example.net> geschreven:\n\n    Stuk.")]
    [InlineData("FW: Printer", "Le 15/01/2024 14:30, « Bob Boole » <bob@example.net> a écrit :\n\n    Cassée.")]
    [InlineData("FW: Printer", "Bob Boole <bob@example.net> kirjoitti 15/01/2024 14.30:\n\n    Rikki.")]
    [InlineData("FW: Printer", "15/01/2024 14:30 používateľ Bob Boole (<bob@example.net>) napísal:\n\n    Nejde.")]
    [InlineData("FW: Printer", "\"Bob Boole\" <bob@example.net>, 15/01/2024 14:30 tarihinde şunu yazdı:\n\n    Bozuk.")]
    [InlineData("Videresend: Printer", "Fra: Bob Boole <bob@example.net>\nDato: mandag, 15. januar 2024 kl. 14:30\nTil: Ada <ada@example.org>\nEmne: Printer\nDen virker ikke.")]
    [InlineData("Redir.: Printer", "________________________________\nFrom: Bob Boole <bob@example.net>\nSent: Monday, January 15, 2024 14:30\nTo: Ada <ada@example.org>\nSubject: Printer\n\nStricat.")]
    [InlineData("Printer", "Can somebody help?\n\n> Begin forwarded message:\n> \n> From: Bob Boole <bob@example.net>\n> Subject: Printer\n> Date: 15 January 2024 at 14:30:00\n> To: Ada <ada@example.org>\n> \n> It is broken.")]
    public void ForwardInTheText_GivesSenderSubjectAndDate(string subject, string text)
    {
        var forwarded = Classify(subject, text).Forwarded;
        Assert.Equal(new ForwardedMail(new Party("Bob Boole", "bob@example.net"), "Printer", Afternoon), forwarded);
    }

    [Theory]
    [InlineData("-----Original Message-----\nFrom: Bob Boole <bob@example.net>\n\nDate: Mon, 15 Jan 2024 14:30:00\nTo:<ada@example.org>\n\n\nSubject: The long one\n\n\nIt is broken.")]
    [InlineData("---------- Forwarded message ---------\nFrom: Bob Boole <bob@example.net>\nDate: Mon, Jan 15, 2024 at 2:30 PM\nSubject: The long\none\nTo: ada@example.org\n\nIt is broken.")]
    public void SubjectOfTheOriginal_IsReadAcrossLines(string text) => Assert.Equal("The long one", Classify("Fwd: Printer", text).Forwarded?.Subject);

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
    [InlineData("Re: Printer", "It works.\n\n> Begin forwarded message:\n> \n> From: Carol <carol@example.net>\n> Subject: x\n> Date: 15 January 2024 at 14:30:00\n> \n> Does it?")]
    [InlineData("Printer", "It works.\n\nOn 15/01/2024 14:30, Bob wrote:\n\n> Begin forwarded message:\n> \n> From: Carol <carol@example.net>\n> Subject: x\n> Date: 15 January 2024 at 14:30:00\n")]
    [InlineData("Printer", "Hello,\n\nit is broken.")]
    public void ReplyOrPlainMail_IsNoForward(string subject, string text) => Assert.Null(Classify(subject, text).Forwarded);

    [Fact]
    public void PrefixAlone_IsAForwardOfAnUnknown() => Assert.Equal(new ForwardedMail(null, "Printer", null), Classify("Fwd: Printer", "see above").Forwarded);

    [Theory]
    [InlineData("26. listopada 2021. u 14:25", "2021-10-26T14:25")]
    [InlineData("26 listopada 2021 o 14:25", "2021-11-26T14:25")]
    [InlineData("pet, 5. srp 2024. u 09:07", "2024-07-05T09:07")]
    [InlineData("5. srpna 2024 v 9:07", "2024-08-05T09:07")]
    [InlineData("marți, 2 noiembrie 2021, 09:26", "2021-11-02T09:26")]
    [InlineData("5 iunie 2024, 09:07", "2024-06-05T09:07")]
    [InlineData("po 5. bře 2024 v 9:07", "2024-03-05T09:07")]
    [InlineData("5 юни 2024 г., 09:07", "2024-06-05T09:07")]
    [InlineData("Am 28.10.2021, 12:46", "2021-10-28T12:46")]
    [InlineData("E, 5. juuli 2021 kell 09:31", "2021-07-05T09:31")]
    public void MonthsOfManyLanguages_AreRead(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected + ":00Z", System.Globalization.CultureInfo.InvariantCulture), ForwardDate.Read(text));

    [Theory]
    [InlineData("FW: Printer", "On 15/01/2024 14:30, \"Bob Boole\" <bob@example.net> wrote:\n\n    It is broken.")]
    [InlineData("Fwd: Printer", "   ----- Forwarded Message ----- From: Bob Boole <bob@example.net>To: <ada@example.org>Sent: Monday, January 15, 2024, 02:30:00 PM UTCSubject: Printer\n It is broken.")]
    [InlineData("Fwd: Printer", "--- Treść przekazanej wiadomości ---\nTemat: \tPrinter\nData: \tMon, 15 Jan 2024 14:30:00 +0000\nNadawca: \tBob Boole <bob@example.net>\n\nZepsuta.")]
    public void ForwardAlone_LeavesNoReply(string subject, string text) => Assert.Equal("", Classify(subject, text).Reply);

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
