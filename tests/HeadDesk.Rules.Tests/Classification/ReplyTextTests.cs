using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Tests.Classification;

public class ReplyTextTests
{
    private static string Reply(string text) => ReplyText.Split(text).Reply;

    [Theory]
    [InlineData("On Mon, 15 Jan 2024 at 14:30, Ada Byron <ada@example.org> wrote:")]
    [InlineData("On 15/01/2024 14:30, Ada Byron wrote:")]
    [InlineData("On Jan 15, 2024, at 2:30 PM, Ada Byron <ada@example.org>\nwrote:")]
    [InlineData("On Monday, January 15, 2024,\nat 2:30 PM,\nAda Byron <ada@example.org> wrote:")]
    [InlineData("---- On Mon, 15 Jan 2024 14:30:00 +0100 ada@example.org wrote ----")]
    [InlineData("Am 15.01.2024 um 14:30 schrieb Ada Byron:")]
    [InlineData("Am Mo., 15. Jan. 2024 um 14:30 Uhr schrieb Ada Byron <\nada@example.org>:")]
    [InlineData("Ada Byron <ada@example.org> schrieb am Mo., 15. Jan. 2024, 14:30:")]
    [InlineData("Le lun. 15 janv. 2024 à 14:30, Ada Byron <ada@example.org> a écrit :")]
    [InlineData("Le 15/01/2024 à 14:30, Ada Byron a écrit :")]
    [InlineData("El lun, 15 ene 2024 a las 14:30, Ada Byron (<ada@example.org>) escribió:")]
    [InlineData("El 15/01/2024 a las 14:30, Ada Byron escribió:")]
    [InlineData("Il giorno lun 15 gen 2024 alle ore 14:30 Ada Byron <ada@example.org>\nha scritto:")]
    [InlineData("Il 15/01/2024 14:30, Ada Byron ha scritto:")]
    [InlineData("Em seg., 15 de jan. de 2024 às 14:30, Ada Byron <ada@example.org>\nescreveu:")]
    [InlineData("Em 15/01/2024 14:30, Ada Byron escreveu:")]
    [InlineData("Op ma 15 jan 2024 om 14:30 schreef Ada Byron <ada@example.org>:")]
    [InlineData("Op 15-01-2024 om 14:30 schreef Ada Byron:")]
    [InlineData("Den mån 15 jan. 2024 kl 14:30 skrev Ada Byron <ada@example.org>:")]
    [InlineData("Den 15.01.2024 kl. 14.30 skrev Ada Byron:")]
    [InlineData("man. 15. jan. 2024 kl. 14:30 skrev Ada Byron <ada@example.org\n>:")]
    [InlineData("ma 15. tammik. 2024 klo 14.30 Ada Byron (ada@example.org) kirjoitti:")]
    [InlineData("pon., 15 sty 2024 o 14:30 Ada Byron <ada@example.org> napisał(a):")]
    [InlineData("W dniu 15.01.2024 o 14:30, Ada Byron pisze:")]
    [InlineData("po 15. 1. 2024 v 14:30 odesílatel Ada Byron <ada@example.org> napsal:")]
    [InlineData("Dne 15. 1. 2024 v 14:30 Ada Byron napsal(a):")]
    [InlineData("пн, 15 янв. 2024 г. в 14:30, Ada Byron <ada@example.org>:")]
    [InlineData("15.01.2024 14:30, Ada Byron пишет:")]
    [InlineData("15 января 2024 г., 14:30 пользователь Ada Byron <ada@example.org> написал:")]
    [InlineData("Ada Byron <ada@example.org>, 15 Oca 2024 Pzt, 14:30 tarihinde şunu yazdı:")]
    [InlineData("2024. 01. 15. 14:30 keltezéssel, Ada Byron írta:")]
    [InlineData("2024年1月15日(月) 14:30 Ada Byron <ada@example.org>:")]
    [InlineData("2024/01/15 14:30、Ada Byronさんのメール:")]
    [InlineData("Ada Byron <ada@example.org> 于2024年1月15日周一 14:30写道：")]
    [InlineData("在 2024年1月15日，14:30，Ada Byron <ada@example.org> 写道：")]
    [InlineData("2024년 1월 15일 (월) 오후 2:30, Ada Byron <ada@example.org>님이 작성:")]
    [InlineData("Στις Δευ 15 Ιαν 2024 στις 14:30 ο Ada Byron <ada@example.org> έγραψε:")]
    [InlineData("În lun., 15 ian. 2024 la 14:30, Ada Byron <ada@example.org> a scris:")]
    public void Attribution_IsTakenOutWithItsQuotation(string attribution)
    {
        Assert.Equal("It works now.", Reply($"It works now.\n\n{attribution}\n\n> Does it work?\n> Ada\n"));
        Assert.Equal("It works now.", Reply($"It works now.\r\n{attribution.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\nDoes it work?\r\nAda\r\n"));
    }

    [Theory]
    [InlineData("From: Ada Byron\nSent: Monday, January 15, 2024 2:30 PM\nTo: Support\nSubject: Printer")]
    [InlineData("*From:* Ada Byron [mailto:ada@example.org]\n*Sent:* Monday, January 15, 2024 2:30 PM\n*To:* Support\n*Subject:* Printer")]
    [InlineData("________________________________\nFrom: Ada Byron <ada@example.org>\nDate: Monday, January 15, 2024 at 2:30 PM\nTo: Support\nSubject: Printer")]
    [InlineData("Von: Ada Byron\nGesendet: Montag, 15. Januar 2024 14:30\nAn: Support\nBetreff: Drucker")]
    [InlineData("De : Ada Byron\nEnvoyé : lundi 15 janvier 2024 14:30\nÀ : Support\nObjet : Imprimante")]
    [InlineData("De: Ada Byron\nEnviado el: lunes, 15 de enero de 2024 14:30\nPara: Support\nAsunto: Impresora")]
    [InlineData("Da: Ada Byron\nInviato: lunedì 15 gennaio 2024 14:30\nA: Support\nOggetto: Stampante")]
    [InlineData("De: Ada Byron\nEnviada em: segunda-feira, 15 de janeiro de 2024 14:30\nPara: Support\nAssunto: Impressora")]
    [InlineData("Van: Ada Byron\nVerzonden: maandag 15 januari 2024 14:30\nAan: Support\nOnderwerp: Printer")]
    [InlineData("Från: Ada Byron\nSkickat: den 15 januari 2024 14:30\nTill: Support\nÄmne: Skrivare")]
    [InlineData("Fra: Ada Byron\nSendt: 15. januar 2024 14:30\nTil: Support\nEmne: Printer")]
    [InlineData("Lähettäjä: Ada Byron\nLähetetty: maanantai 15. tammikuuta 2024 14.30\nVastaanottaja: Support\nAihe: Tulostin")]
    [InlineData("Od: Ada Byron\nWysłano: poniedziałek, 15 stycznia 2024 14:30\nDo: Support\nTemat: Drukarka")]
    [InlineData("Od: Ada Byron\nOdesláno: pondělí 15. ledna 2024 14:30\nKomu: Support\nPředmět: Tiskárna")]
    [InlineData("От: Ada Byron\nОтправлено: 15 января 2024 г. 14:30\nКому: Support\nТема: Принтер")]
    [InlineData("Kimden: Ada Byron\nGönderildi: 15 Ocak 2024 14:30\nKime: Support\nKonu: Yazıcı")]
    [InlineData("差出人: Ada Byron\n送信日時: 2024年1月15日 14:30\n宛先: Support\n件名: プリンター")]
    [InlineData("发件人: Ada Byron\n发送时间: 2024年1月15日 14:30\n收件人: Support\n主题: 打印机")]
    [InlineData("보낸 사람: Ada Byron\n보낸 날짜: 2024년 1월 15일\n받는 사람: Support\n제목: 프린터")]
    public void QuotedHeader_CutsTheRest(string block) =>
        Assert.Equal("It works now.", Reply($"It works now.\n\n{block}\n\nDoes it work?\n"));

    [Theory]
    [InlineData("-----Original Message-----")]
    [InlineData("-----Ursprüngliche Nachricht-----")]
    [InlineData("-------- Original-Nachricht --------")]
    [InlineData("-----Message d'origine-----")]
    [InlineData("-----Mensaje original-----")]
    [InlineData("-----Messaggio originale-----")]
    [InlineData("-----Mensagem original-----")]
    [InlineData("-----Oorspronkelijk bericht-----")]
    [InlineData("-----Ursprungligt meddelande-----")]
    [InlineData("-----Oprindelig meddelelse-----")]
    [InlineData("-----Opprinnelig melding-----")]
    [InlineData("-----Alkuperäinen viesti-----")]
    [InlineData("-----Oryginalna wiadomość-----")]
    [InlineData("-----Původní zpráva-----")]
    [InlineData("-----Исходное сообщение-----")]
    [InlineData("-----Orijinal Mesaj-----")]
    [InlineData("-----元のメッセージ-----")]
    [InlineData("-----原始邮件-----")]
    [InlineData("-----원본 메시지-----")]
    [InlineData("---------- Forwarded message ---------")]
    [InlineData("Begin forwarded message:")]
    [InlineData("##- Please type your reply above this line -##")]
    [InlineData("-- write above this line --")]
    [InlineData("--- Bitte antworten Sie oberhalb dieser Linie ---")]
    [InlineData("Reply above this line to add a comment")]
    public void LineThatAnnouncesTheRest_CutsIt(string line) => Assert.Equal("It works now.", Reply($"It works now.\n\n{line}\n\nDoes it work?\n"));

    [Theory]
    [InlineData("Sent from my iPhone")]
    [InlineData("Sent from my Galaxy, please excuse brevity")]
    [InlineData("Get Outlook for iOS<https://aka.example/o>")]
    [InlineData("Sent from Mail for Windows")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Gesendet mit der GMX Mail App")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Enviado do meu iPhone")]
    [InlineData("Verstuurd vanaf mijn iPhone")]
    [InlineData("Skickat från min iPhone")]
    [InlineData("Sendt fra min iPhone")]
    [InlineData("Lähetetty iPhonesta")]
    [InlineData("Wysłane z iPhone'a")]
    [InlineData("Odesláno z iPhonu")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("iPhone'umdan gönderildi")]
    [InlineData("iPhoneから送信")]
    [InlineData("发自我的 iPhone")]
    [InlineData("나의 iPhone에서 보냄")]
    public void MobileFooter_IsTakenOut(string footer) => Assert.Equal("It works now.", Reply($"It works now.\n\n{footer}\n"));

    [Theory]
    [InlineData("Sent from my desk, is much easier then my mobile phone.")]
    [InlineData("Sent via UPS on Monday.")]
    [InlineData("This email was sent from our system, not Sent from my iPad.")]
    [InlineData("Gesendet mit freundlicher Hilfe der Kollegen von nebenan.")]
    [InlineData("On the other hand, we should be careful:")]
    [InlineData("The steps we took on Monday at 14:30 are these:")]
    [InlineData("On 3 May you said:")]
    [InlineData("She wrote: it works.")]
    [InlineData("From: our database, not from others.")]
    [InlineData("----")]
    [InlineData("-- first point\n-- second point")]
    [InlineData("From: Leeds\nTo: York\nDate: 3 May at 14:30")]
    [InlineData("with regards to the printer")]
    [InlineData("Regards to your mother, she is a wonderful person and I like her.")]
    public void SentenceThatOnlyLooksLikeIt_IsKept(string text) => Assert.Equal($"Hello,\n\n{text}\n\nWhat now?", Reply($"Hello,\n\n{text}\n\nWhat now?\n"));

    [Theory]
    [InlineData("-- \nAda Byron\nExample Ltd")]
    [InlineData("--\nAda Byron")]
    [InlineData("—\nAda Byron\nExample Ltd")]
    [InlineData("Regards,\nAda Byron\n+44 20 7946 0000")]
    [InlineData("Best regards, Ada")]
    [InlineData("Mit freundlichen Grüßen\nAda Byron\nExample GmbH")]
    [InlineData("Cordialement,\nAda Byron")]
    [InlineData("Saludos cordiales,\nAda")]
    [InlineData("Met vriendelijke groet,\nAda")]
    [InlineData("С уважением,\nАда")]
    [InlineData("Regards,\nAda\n\nThis e-mail and any attachments are confidential and intended solely for the addressee; if you are not the intended recipient, delete it at once.")]
    [InlineData("CONFIDENTIALITY NOTICE: the contents are intended for the recipient only.")]
    [InlineData("_______________________________________________\nusers mailing list\nhttps://lists.example.org/listinfo/users")]
    public void Signature_IsTakenOut(string signature)
    {
        var split = ReplyText.Split($"It works now.\n\n{signature}\n");
        Assert.Equal("It works now.", split.Reply);
        Assert.Equal(signature, split.Trimmed.Trim());
    }

    [Fact]
    public void AnswersBetweenQuotations_AreKeptAndMarked()
    {
        var split = ReplyText.Split("On Dec 15, 2024, at 2:00 PM, Jane <jane@example.org> wrote:\n> A?\n\nYes to A.\n\n> B?\nNo to B.\n\n> C?\n");
        Assert.Equal("Yes to A.\n\nNo to B.", split.Reply);
        Assert.True(split.Interleaved);
        Assert.Contains("> B?", split.Trimmed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada Byron wrote:")]
    [InlineData("Zitat von Ada Byron <ada@example.org>:")]
    [InlineData("Quoting Ada Byron <ada@example.org>:")]
    public void AttributionWithoutDate_CountsAboveQuotedLinesOnly(string attribution)
    {
        Assert.Equal("It works now.", Reply($"It works now.\n\n{attribution}\n\n> Does it work?\n"));
        Assert.Equal($"It works now.\n\n{attribution}\n\nDoes it work?", Reply($"It works now.\n\n{attribution}\n\nDoes it work?\n"));
    }

    [Fact]
    public void AnswerBelowTheQuotation_IsKept()
    {
        var split = ReplyText.Split("On 15/01/2024 14:30, Ada wrote:\n> Does it work?\n\nYes, it does.\n\n-- \nBob\n");
        Assert.Equal("Yes, it does.", split.Reply);
        Assert.False(split.Interleaved);
    }

    [Fact]
    public void QuotedLineWrappedByTheClient_IsQuotation() =>
        Assert.Equal("Fine.", Reply("Fine.\n\n> a rather long quoted line that a program wrapped without giving a thought to\nwhat it did there\n> more\n"));

    [Theory]
    [InlineData("It works now.\n\nBest regards,\nAda Byron\n\nPlease note that the old one still leaks.", "It works now.\n\nPlease note that the old one still leaks.")]
    [InlineData("It works now.\n\nMvh\nAda\nRing mig gerne i morgen.", "It works now.\n\nRing mig gerne i morgen.")]
    [InlineData("It works now.\n\nVG Ada\n\nBitte rufen Sie mich vorher an, denn das Gerät\nsteht im Keller.", "It works now.\n\nBitte rufen Sie mich vorher an, denn das Gerät\nsteht im Keller.")]
    [InlineData("It works now.\n\nSent from my iPhone\n\nI forgot to say that the old one still leaks.", "It works now.\n\nI forgot to say that the old one still leaks.")]
    [InlineData("Gesendet mit iPhone\n\nEs geht wieder", "Es geht wieder")]
    [InlineData("Sent from my iPhone\nGet Outlook for iOS\n\nIt works now.", "It works now.")]
    [InlineData("It works now.\n\nKind regards,\nAda Byron\nTel. 030 1234567\nWe print while you are asleep.", "It works now.")]
    [InlineData("It works now.\n\nSent from my iPhone\n\nDear Ada,\n\nplease try it once more and tell us.\n\nWe are waiting for your answer.", "It works now.")]
    [InlineData("It works now.\n\nRegards,\nAda\n\nThis message has been scanned for viruses and dangerous content,\nand is believed to be clean.", "It works now.")]
    [InlineData("It works now.\n\nRegards,\nAda\n\n-- \nThe mail gateway looked into this mail and\nfound nothing in it.", "It works now.")]
    [InlineData("It works now.\n\nSent from my iPhone\n\nsupport@example.com wrote:\n\nPlease try it once more.", "It works now.")]
    [InlineData("It works now.\n\n--\nWe print while you are asleep.", "It works now.")]
    public void WordsBelowTheName_AreKept(string text, string expected) => Assert.Equal(expected, Reply(text + "\n"));

    [Theory]
    [InlineData("I agree with that. On Tue, Mar 5, 2024 at 9:07 AM, support@example.com wrote:")]
    [InlineData("Let us do so - or not--- On Tue, 5 Mar 2024 at 9:07 AM, Support wrote:")]
    public void WordsBeforeTheAttribution_AreKeptWithIt(string line) => Assert.Equal($"Hello,\n{line}", Reply($"Hello,\n{line}\n> Does it work?\n"));

    [Fact]
    public void LineBetweenArrows_IsNoQuotation() =>
        Assert.Equal("Hello,\n>>> >>> look at this <<<\nand tell me.", Reply("Hello,\n>>> >>> look at this <<<\nand tell me."));

    [Theory]
    [InlineData("CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender and know the content is safe.")]
    [InlineData("[EXTERNAL EMAIL] Do not click links\nor open attachments that you did not expect.")]
    [InlineData("You don't often get email from ada@example.org. Learn why this is important<https://aka.example/Learn>")]
    [InlineData("**ACHTUNG:** Diese E-Mail stammt von einem externen Absender. Klicken Sie auf keine Links.")]
    [InlineData("ATTENTION : Cet e-mail provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.")]
    [InlineData("Let op: deze e-mail is afkomstig van een externe afzender. Klik niet op koppelingen.")]
    public void WarningOfAGateway_IsTakenOut(string banner) => Assert.Equal("It works now.\n\nThanks", Reply($"\n{banner}\n\nIt works now.\n\nThanks\n"));

    [Theory]
    [InlineData("Warning: the new link in your portal does not work.\n\nPlease repair it.")]
    [InlineData("Warning: your mail was marked as one from an external sender, and the link in it does not work.\n\nPlease repair it.")]
    [InlineData("External mail is blocked: we cannot open attachments from outside of the company.\n\nPlease repair it.")]
    [InlineData("Attention: the machine is hot.\n\nPlease come.")]
    [InlineData("CAUTION: This email originated from outside of the organization. Do not click links.")]
    [InlineData("Hello,\n\nCAUTION: This email originated from outside of the organization. Do not click links.\n\nThat stands on all your mail. Why?")]
    [InlineData("External sender and link: what do you mean by that?\nI do not understand it.")]
    public void WarningOfAPerson_IsKept(string text) => Assert.Equal(text, Reply(text));

    [Fact]
    public void NothingAboveTheMark_KeepsTheText()
    {
        Assert.Equal("-----Original Message-----\nHello", Reply("-----Original Message-----\nHello\n"));
        Assert.Equal("--reply above this line--\n\nNew ticket", Reply("--reply above this line--\n\nNew ticket"));
    }

    [Fact]
    public void CodeInFences_IsKept()
    {
        const string Text = "See:\n\n```\n--\n> prompt\nSent from my iPhone\n```\n\nOdd, is it not?";
        Assert.Equal(Text, Reply(Text));
    }

    [Fact]
    public void NothingIsLost_TrimmedHoldsTheRest()
    {
        var split = ReplyText.Split("A\n\nOn 15/01/2024 14:30, Ada wrote:\n> B\n\nC\n-- \nD\n");
        Assert.Equal("A\n\nC", split.Reply);
        Assert.Equal("On 15/01/2024 14:30, Ada wrote:\n> B\n-- \nD", split.Trimmed.Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \t\n")]
    public void EmptyText_IsEmptyReply(string text) => Assert.Equal(new ReplySplit("", "", false), ReplyText.Split(text));
}
