using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Phrases that mark what a line is, in many languages. Data only.</summary>
/// <remarks>
/// Separator phrases (original, forwarded) count inside a line of dashes; footers and disclaimers count at the beginning of a line;
/// closings only when they are the whole line.
/// </remarks>
internal static class Landmarks
{
    public static readonly string[] Original =
    [
        "original message", "original appointment", "reply message", "ursprüngliche nachricht", "originalnachricht", "original-nachricht", "ursprungliche nachricht", "antwort nachricht",
        "message d'origine", "message d’origine", "message original", "message initial", "mensaje original", "messaggio originale", "messaggio ricevuto",
        "mensagem original", "mensagem de origem", "oorspronkelijk bericht", "origineel bericht", "ursprungligt meddelande",
        "originalmeddelande", "oprindelig meddelelse", "oprindelig besked", "original meddelelse", "opprinnelig melding", "original melding",
        "alkuperäinen viesti", "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość pierwotna", "původní zpráva", "pôvodná správa", "исходное сообщение", "оригинальное сообщение", "первоначальное сообщение",
        "вихідне повідомлення", "orijinal mesaj", "özgün ileti", "orijinal ileti", "eredeti üzenet", "mesaj original", "αρχικό μήνυμα", "הודעה מקורית",
        "الرسالة الأصلية", "元のメッセージ", "オリジナルメッセージ", "原始邮件", "原始郵件", "原邮件", "邮件原件", "원본 메시지", "원본 메일", "original message follows",
        "izvirno sporočilo", "izvorna poruka", "originalna poruka", "algne kiri", "sākotnējais ziņojums", "tin nhắn gốc", "thư gốc", "ข้อความต้นฉบับ", "pesan asli",
        "оригинално писмо", "mesajul original", "missatge original", "mensaxe orixinal", "зыходны ліст", "jatorrizko mezua", "originalus laiškas", "mesazhi origjinal", "изворна порука", "оригинална порука",
        "original", "original mail", "original email", "original e-mail", "replied message", "původní e-mail", "pôvodný e-mail", "исходное письмо", "元のメール", "回复的原邮件", "回覆的原郵件", "원본 이메일", "courriel d'origine", "e-mail d'origine", "correo original", "e-mail originale", "ursprüngliche mail", "ursprüngliche e-mail", "oorspronkelijke e-mail",
    ];

    public static readonly string[] Forwarded =
    [
        "forwarded message", "begin forwarded message", "forwarded by", "weitergeleitete nachricht", "weitergeleitet von", "anfang der weitergeleiteten nachricht",
        "anfang der weitergeleiteten e-mail", "message transféré", "message transfere", "message transmis", "début du message transféré", "début du message réexpédié", "transféré par", "mensaje reenviado", "inicio del mensaje reenviado",
        "reenviado por", "messaggio inoltrato", "inizio messaggio inoltrato", "inoltrato da", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem reencaminhada", "início da mensagem encaminhada", "doorgestuurd bericht", "begin doorgestuurd bericht",
        "begin van doorgestuurd bericht", "vidarebefordrat meddelande", "vidarebefordrat brev", "videresendt meddelelse", "videresendt besked", "start på videresendt besked", "videresendt melding", "start på videresendt melding", "begynnelsen på videresendt melding",
        "välitetty viesti", "välitetty viesti alkaa", "edelleenlähetetty viesti", "przekazana wiadomość", "wiadomość przekazana", "początek przekazywanej wiadomości", "początek przekazanej wiadomości", "přeposlaná zpráva", "přeposlaná zpráva", "začátek přeposlané zprávy", "preposlaná správa",
        "пересылаемое сообщение", "пересланное сообщение", "перенаправленное сообщение", "начало переадресованного сообщения", "начало пересылаемого сообщения", "переслане повідомлення", "iletilmiş mesaj", "iletilen mesaj", "yönlendirilen mesaj", "iletilen ileti", "iletilen mesajın başlangıcı", "továbbított üzenet", "továbbított levél",
        "mesaj redirecționat", "mesaj redirectionat", "προωθημένο μήνυμα", "הודעה שהועברה", "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "転送されたメッセージ", "転送メッセージ", "転送元メッセージ", "转发的邮件信息", "转发的邮件", "转发邮件", "已转发邮件", "轉寄郵件", "已轉寄郵件", "轉寄的郵件", "轉寄訊息",
        "전달된 메시지", "전달된 메일", "전달 메시지", "posredovano sporočilo", "proslijeđena poruka", "prosleđena poruka", "edastatud sõnum", "pārsūtītā ziņa", "tin nhắn đã chuyển tiếp", "thư đã chuyển tiếp", "ข้อความที่ส่งต่อ", "pesan terusan", "weiterleitung", "fwd message",
        "započni proslijeđenu poruku", "početak proslijeđene poruke", "začátek přeposílané zprávy", "začiatok preposlanej správy", "továbbított levél kezdete", "vidarebefordrat mejl", "începe mesajul redirecționat", "початок листа, що пересилається", "перенаправлене повідомлення", "İleti başlangıcı", "İletilen İleti", "İletilmiş Mesaj", "İletilen Mesaj", "İletilen mesajın başlangıcı",
        "treść przekazanej wiadomości", "wiadomość przesłana dalej", "メッセージを転送", "препратено съобщение", "رسالة ممرّرة", "mensaxe reenviada", "накіраваны ліст", "edastatud kiri", "birbidalitako mezua", "áframsendur póstur", "persiųstas laiškas", "vidaresend melding", "mesazhi i përcjellë", "转发的消息", "İletilmiş İleti", "mensaje remitido", "missatge reenviat", "missatge transferit",
    ];

    public const string AboveHeader = "message du ";

    public static readonly string[] AboveThisLine =
    [
        "above this line", "above the line", "oberhalb dieser linie", "über dieser linie", "oberhalb dieser zeile", "über dieser zeile", "au-dessus de cette ligne", "au dessus de cette ligne", "encima de esta línea", "por encima de esta línea", "arriba de esta línea",
        "sopra questa riga", "sopra questa linea", "al di sopra di questa riga", "acima desta linha", "boven deze lijn", "boven deze regel", "ovanför den här raden", "ovanför denna rad", "over denne linje", "over denne linjen", "tämän rivin yläpuolelle", "powyżej tej linii",
        "nad tuto čáru", "nad tento řádek", "над этой строкой", "выше этой строки", "выше этой линии", "bu satırın üzerine", "bu çizginin üstüne", "e sor fölé", "この行より上", "この線より上", "请在此行上方", "在此行之上", "在此线上方", "이 줄 위에", "이 선 위에",
    ];

    /// <summary>What the line asks for; without a row of signs around it, it must ask for something.</summary>
    public static readonly string[] Ask =
    [
        "reply", "write", "type", "respon", "answer", "comment", "schreib", "antwort", "répon", "écri", "saisi", "escrib", "contest", "rispo", "scriv", "escrev", "schrijf", "skriv", "svar", "vasta", "kirjoit", "pisz", "odpow", "odpov", "napiš", "ответ", "пишите", "yaz", "yanıt", "ír", "返信", "記入", "回复", "回覆", "답장", "입력", "작성",
    ];

    public static readonly string[] Footers =
    [
        "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from aol", "sent from proton", "sent from samsung", "sent from a mobile", "sent from a phone", "sent from gmail mobile", "sent from mobile", "sent from typeapp", "sent from mailbox", "sent from acompli", "from my iphone", "from my ipad", "sent from blue", "sent from nine", "sent from spark", "sent from edison",
        "sent from the all new aol", "sent from an ", "sent from ", "yahoo mail: search, organize", "von unterwegs gesendet", "sent from windows mail", "sent from surface", "sent from airmail", "sent from mailspring", "sent from tutanota", "sent from front", "sent from canary", "sent from fairemail", "sent via ", "sent with ", "sent using ", "sent by my ", "get outlook for ", "get bluemail for ", "download outlook",
        "von meinem ", "von meiner ", "gesendet von ", "gesendet mit ", "gesendet aus ", "diese nachricht wurde von meinem ", "outlook für ", "holen sie sich outlook", "laden sie outlook", "verschickt von ", "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "envoyé à partir d'", "envoyé par mon ", "télécharger outlook", "obtenir outlook", "envoyé avec ", "provenance : courrier",
        "enviado desde ", "enviado con ", "obtener outlook", "obtén outlook", "enviado do meu ", "enviado do ", "enviado a partir d", "enviado de meu ", "enviado através d", "enviado pelo ", "enviado por meu ", "enviado via ", "obter o outlook", "obter outlook", "baixe o outlook", "inviato da ", "inviato dal ", "inviato con ", "scarica outlook", "ottieni outlook", "scaricare outlook", "verstuurd vanaf ", "verzonden vanaf ",
        "verzonden met ", "verzonden via ", "verzonden vanuit ", "outlook voor ", "download outlook voor", "skickat från ", "skickades från ", "hämta outlook", "skaffa outlook", "skaff deg outlook", "sendt fra ", "sendt via ", "hent outlook", "få outlook", "lähetetty ", "hanki outlook", "wysłane z ", "wysłano z ", "pobierz outlook", "uzyskaj outlook", "uzyskaj aplikację outlook", "pobierz aplikację outlook", "odesláno z ", "odeslané z ", "získat outlook", "získejte outlook", "získajte outlook", "získať outlook", "odoslané z ", "отправлено с ", "отправлено из ", "отправлено от ", "скачать outlook", "получить outlook", "отримати outlook", "скачайте outlook", "послано с ",
        "надіслано з ", "відправлено з ", "iphone'umdan gönderildi", "iphone’umdan gönderildi", "ipad'imden gönderildi", "ipad’imden gönderildi", "galaxy cihazımdan", "samsung galaxy cihazımdan", "samsung cihazımdan", "android için outlook", "ios için outlook", "outlook'u edinin", "az iphone-omról", "az iphone készülékemről", "az outlook beszerzése", "outlook beszerzése", "küldve ", "iphone készülékemről", "trimis de pe ", "trimis din ", "descărcați outlook", "obțineți outlook", "στάλθηκε από ", "εστάλη από ", "αποστολή από ", "αποκτήστε το outlook", "נשלח מ", "أرسلت من ", "أُرسلت من ", "مُرسل من ", "مرسل من ", "احصل على outlook", "الحصول على outlook", "تم الإرسال من ",
        "iphoneから送信", "ipadから送信", "androidから送信", "galaxyから送信", "xperiaから送信", "yahoo!メール - スマホ", "私のiphone", "outlook for ios を入手", "outlook for android を入手", "发自我的", "发自 outlook", "发自iphone", "发自 iphone", "从我的 iphone 发送", "从我的iphone发送", "從我的 iphone 傳送", "從我的iphone傳送", "來自我的", "發自我的", "寄件自", "傳送自", "獲取 outlook", "获取 outlook", "取得 outlook", "取得 android 版 outlook", "取得 ios 版 outlook", "获取适用于",
        "나의 iphone에서 보냄", "내 iphone에서 보냄", "iphone에서 보냄", "ipad에서 보냄", "galaxy에서 보냄", "삼성 휴대폰에서", "ios용 outlook", "android용 outlook", "내 galaxy에서", "samsung galaxy", "gửi từ ", "đã gửi từ ", "được gửi từ ", "tải outlook", "dapatkan outlook", "dikirim dari ", "ส่งจาก", "poslano z ", "poslano s ", "saadetud minu ", "nosūtīts no ", "išsiųsta iš ", "enviat des d",
    ];

    /// <summary>Outlook's word on somebody who did not write before; nobody begins a mail so.</summary>
    public const string RareSender = "you don't often get email from";

    /// <summary>How a gateway's warning begins.</summary>
    public static readonly string[] BannerStarts =
    [
        RareSender, "caution", "warning", "attention", "external email", "external e-mail", "external mail:", "external sender", "external message", "this email originated", "this message originated", "this e-mail originated", "this email is from an external", "this message is from an external", "this email was sent from outside", "this message was sent from outside",
        "this email came from outside", "this message came from outside", "achtung", "vorsicht", "warnung", "diese e-mail stammt", "diese e-mail kommt von", "diese nachricht stammt", "prudence", "avertissement", "ce message provient", "cet e-mail provient", "ce courriel provient", "precaución", "atención", "advertencia",
        "este correo", "este mensaje", "attenzione", "avviso", "questa e-mail proviene", "questo messaggio proviene", "let op", "waarschuwing", "deze e-mail is afkomstig", "deze e-mail komt van", "atenção", "cuidado", "este e-mail", "esta mensagem",
    ];

    public static readonly string[] BannerOutside =
    [
        "outside of the organi", "outside the organi", "outside of your organi", "outside your organi", "outside our organi", "outside of our organi", "from outside of ", "from outside ", "external sender", "external source", "external email", "external e-mail", "external message", "externen absender", "externen quelle", "externer absender", "außerhalb der organisation",
        "außerhalb des unternehmens", "außerhalb unserer", "expéditeur externe", "extérieur de l", "externe à l", "remitente externo", "fuera de la organización", "externo a la", "mittente esterno", "esterno all", "externe afzender", "buiten de organisatie", "van buiten", "remetente externo", "fora da organização", "externo à",
    ];

    /// <summary>What it asks for; a person who speaks of links and external senders does not forbid to click.</summary>
    public static readonly string[] BannerPerils =
    [
        "not click", "n't click", "n’t click", "clicking", "exercise caution", "use caution", "be cautious", "be vigilant", "klicken sie", "öffnen sie", "keine links", "keine anhänge", "ne cliquez", "n'ouvrez", "n’ouvrez", "de cliquer", "no haga clic", "no abra", "non fare clic",
        "non cliccare", "non aprire", "klik niet", "open geen", "não clique", "não abra",
    ];

    /// <summary>Only closings after which nobody adds a thought; "Thanks" and "Cheers" are part of what a person says.</summary>
    public static readonly FrozenSet<string> Closings = Accents.AndWithout(new[]
    {
        "regards", "best regards", "kind regards", "warm regards", "warmest regards", "with best regards", "with kind regards", "kindest regards", "many regards", "thanks and regards", "thanks & regards", "thank you and regards", "sincerely", "sincerely yours", "yours sincerely",
        "yours faithfully", "yours truly", "best wishes", "respectfully", "rgds", "brgds", "br", "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "mit freundlichem gruss", "freundliche grüße", "freundliche grüsse", "viele grüße", "viele grüsse", "viele liebe grüße", "viele liebe grüsse", "freundlicher gruß", "freundlicher gruss", "gruß", "gruss", "grüße", "grüsse",
        "beste grüße", "beste grüsse", "liebe grüße", "schöne grüße", "herzliche grüße", "mit besten grüßen", "mfg", "lg", "vg", "hochachtungsvoll", "cordialement", "bien cordialement", "très cordialement", "bien à vous", "bien à toi", "salutations", "sincèrement", "cdlt", "cdt", "sincères salutations", "salutations distinguées", "meilleures salutations", "saludos", "un saludo", "un abrazo", "atte", "atte.", "saludos atentos", "saludos cordiales", "atentamente",
        "un cordial saludo", "cordiales saludos", "cordialmente", "atenciosamente", "atentamente", "com os melhores cumprimentos", "melhores cumprimentos", "cumprimentos", "att", "att.", "abraço", "abraços", "um abraço", "cordiali saluti", "distinti saluti", "cordialmente", "un cordiale saluto", "saluti", "cari saluti", "un caro saluto", "met vriendelijke groet", "met vriendelijke groeten", "mvg", "vriendelijke groet", "vriendelijke groeten",
        "groeten", "hoogachtend", "hartelijke groet", "hartelijke groeten", "met hartelijke groet", "gr", "med vänliga hälsningar", "med vänlig hälsning", "vänliga hälsningar", "vänligen", "mvh", "bästa hälsningar", "hälsning", "med vennlig helsing", "hälsningar", "med venlig hilsen", "venlig hilsen", "de bedste hilsner", "vh", "med vennlig hilsen", "vennlig hilsen", "hilsen", "ystävällisin terveisin", "terveisin", "parhain terveisin", "t.", "pozdrawiam", "z poważaniem", "serdecznie pozdrawiam",
        "pozdrawiam serdecznie", "z wyrazami szacunku", "z pozdrowieniami", "s pozdravem", "s přátelským pozdravem", "s úctou", "s pozdravom", "с уважением", "с наилучшими пожеланиями", "з повагою", "saygılarımla", "saygılarımızla", "iyi çalışmalar", "üdvözlettel", "üdv", "tisztelettel", "cu stimă", "cu respect", "με εκτίμηση", "φιλικά", "בברכה", "مع تحياتي", "مع أطيب التحيات", "مع خالص التحية", "تحياتي", "مع التحية", "敬具", "此致", "顺颂商祺", "祝好",
        "lep pozdrav", "s poštovanjem", "pagarbiai", "ar cieņu", "lugupidamisega", "trân trọng", "hormat saya", "hormat kami", "salam hormat", "ด้วยความเคารพ", "감사합니다 드림",
    }).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Closing = Closings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Closings that may also begin a sentence: a name must follow.</summary>
    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WeakClosing = new[]
    {
        "best", "all the best", "all my best", "warmly", "yours", "take care", "many greetings", "greetings", "alles gute", "bis bald", "beste", "amitiés", "à bientôt", "un saluto", "hälsar", "hilser", "hej då", "до свидания", "всего доброго",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static readonly string[] Disclaimers =
    [
        "this e-mail and any", "this email and any", "this e-mail, including", "this email, including", "this e-mail message", "this email message", "this message and any", "this message contains confidential", "this e-mail is confidential", "this email is confidential", "this message is intended for", "this message is intended only", "this message is intended solely", "this message is intended exclusively", "this e-mail is intended for", "this e-mail is intended only", "this e-mail is intended solely", "this e-mail is intended exclusively", "this email is intended for", "this email is intended only", "this email is intended solely", "this email is intended exclusively", "the information contained in this", "the information transmitted", "this e-mail (", "this email (", "this e-mail has been checked for viruses", "this email has been checked for viruses", "virus-free.", "this message has been scanned for viruses", "this email has been scanned for viruses", "this e-mail has been scanned for viruses", "notice: this e", "notice: this communication", "this e-mail may contain", "this email may contain", "this message may contain", "this email and its", "this e-mail and its",
        "the information in this e", "the contents of this e", "the content of this e", "confidentiality notice", "confidentiality note", "confidentiality statement", "disclaimer:", "notice of confidentiality", "privileged and confidential", "important notice:", "please consider the environment", "think before you print", "if you are not the intended", "any views or opinions presented", "this communication is", "this transmission ",
        "diese e-mail enthält vertrauliche", "diese e-mail ist vertraulich", "diese e-mail und", "diese e-mail wurde von avast", "diese e-mail wurde auf viren", "diese e-mail kann vertrauliche", "diese nachricht kann vertrauliche", "virenfrei.", "garanti sans virus", "l'absence de virus", "libre de virus", "privo di virus", "livre de vírus", "virusvrij.", "cet e-mail a été vérifié", "este mensaje puede contener", "diese nachricht ist vertraulich", "diese nachricht enthält vertrauliche", "der inhalt dieser e-mail", "die information in dieser e-mail", "die informationen in dieser", "ce message et toutes les pièces", "ce message et ses pièces", "ce message est confidentiel", "ce courriel et", "ce courrier électronique", "les informations contenues dans",
        "este mensaje y sus", "este mensaje y los", "este mensaje contiene información confidencial", "este correo electrónico", "este correo y", "la información contenida en este", "aviso legal", "esta mensagem e", "esta mensagem pode conter", "este e-mail", "aviso de confidencialidade", "as informações contidas", "le informazioni contenute in", "le informazioni contenute nella", "le informazioni contenute nel", "questo messaggio e", "questa e-mail", "questo messaggio contiene", "il presente messaggio",
        "dit bericht is", "dit bericht en", "deze e-mail", "de informatie in deze", "de informatie verzonden", "detta meddelande", "detta e-postmeddelande", "denne e-mail", "denne e-posten", "denna e-post", "denne meddelelse", "tämä sähköposti", "tämä viesti", "ta wiadomość", "niniejsza wiadomość", "wiadomość ta", "treść tej wiadomości", "tato zpráva", "tento e-mail", "obsah této zprávy",
        "данное сообщение", "это сообщение", "настоящее сообщение", "информация, содержащаяся в", "bu e-posta", "bu mesaj", "ez az e-mail", "ez az üzenet", "acest mesaj", "acest e-mail", "本邮件", "此邮件", "本電子郵件", "此電子郵件", "このメールは", "本メールは", "本電子メール", "본 메일은", "이 메일은", "본 이메일은",
    ];

    /// <summary>What a disclaimer speaks of; without one of these the paragraph is somebody's own words.</summary>
    public static readonly string[] DisclaimerTopics =
    [
        "confidential", "intended", "privileged", "disclos", "environment", "recipient", "print", "vertraulich", "adressat", "empfänger", "confidentiel", "destinat", "confidencia", "riservat", "vertrouwelijk", "geadresseerde", "bestemd", "konfidentiell", "fortrolig", "mottagare", "modtager",
        "mottaker", "luottamuksel", "poufn", "adresat", "důvěrn", "адресат", "конфиденциальн", "gizli", "alıcı", "bizalmas", "confiden", "avast", "avast.com", "viren", "virus", "virenfrei", "avg.com", "antivir", "機密情報", "机密", "保密", "機密", "収件人", "收件人", "기밀", "수신",
    ];
}
