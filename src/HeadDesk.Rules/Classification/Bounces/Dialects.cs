namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>How servers word reports that are not RFC 3464. Data only: program, place of the recipients, action, opening words.</summary>
/// <remarks>Rows are tried in order; every row that matches adds its recipients, so specific wordings stand before vague ones.</remarks>
internal static class Dialects
{
    private const RecipientPlace Below = RecipientPlace.Below;
    private const RecipientPlace Inline = RecipientPlace.Inline;
    private const string Failed = "failed";
    private const string Delayed = "delayed";
    private const string Delivered = "delivered";
    private const string Relayed = "relayed";

    public static readonly Dialect[] Table =
    [
        // Delays and successes first: their texts also contain words of failure.
        new("Exim", Below, Delayed, "has not yet been delivered is:"),
        new("Exim", Below, Delayed, "has not yet been delivered are:"),
        new("Exim", Below, Delayed, "message has been delayed for:"),
        new("Postfix", Below, Delayed, "this is a warning only"),
        new("Sendmail", Below, Delayed, "had transient non-fatal errors"),
        new("Sendmail", Below, Delayed, "this is a warning message only"),
        new("Sendmail", Below, Delivered, "had successful delivery notifications"),
        new("Exchange", Below, Delivered, "has been delivered to the following recipients"),
        new("Exchange", Below, Relayed, "successfully relayed to the following recipients"),
        new("Exchange", Below, Relayed, "delivery to these recipients or groups is complete"),
        new("Postfix", Below, Delivered, "was successfully delivered to the destination"),
        new("Google", Below, Delayed, "delivery to the following recipient has been delayed"),
        new("Google", Below, Delayed, "delivery to the following recipients has been delayed"),
        new("Google", Inline, Delayed, "there was a temporary problem delivering your message to"),
        new("Exchange", Below, Delayed, "delivery is delayed to these recipients"),
        new("Exchange", Below, Delayed, "has not been delivered yet to the following recipients"),
        new("Exchange", Below, Delayed, "die zustellung an folgende empfänger verzögert sich"),
        new("Exchange", Below, Delayed, "zustellung an diese empfänger oder gruppen verzögert"),
        new("Exchange", Below, Delayed, "la remise à ces destinataires"),
        new("qmail", Below, Delayed, "i've not been able to deliver your message to the following addresses yet"),
        new("MDaemon", Below, Delayed, "had transient delivery errors"),
        new("Mimecast", Below, Delayed, "has been delayed in delivery to the following"),
        new("Mimecast", Below, Delayed, "delivery of your message to the following recipients has been delayed"),
        new("Exchange", Below, Delayed, "delivery to these recipients or groups is delayed"),
        new("Exchange", Below, Delayed, "la entrega se ha retrasado para estos destinatarios"),
        new("Exchange", Below, Delayed, "recapito ritardato per i seguenti destinatari"),
        new("Exchange", Below, Delayed, "bezorging bij deze geadresseerden of groepen is vertraagd"),
        new("Courier", Below, Delayed, "your message to the following recipients has been delayed"),
        new("OpenSMTPD", Below, Delayed, "a message is delayed for more than"),
        new("Sun", Below, Delayed, "your message is being held for"),

        // qmail, Yahoo, Haraka: <address>: and the reason below it.
        new("qmail", Below, Failed, "wasn't able to deliver your message to the following addresses"),
        new("qmail", Below, Failed, "wasn't able to deliver your message to the following address"),
        new("qmail", Below, Failed, "i tried to deliver a bounce message to this address"),
        new("Yahoo", Below, Failed, "unable to deliver message to the following address"),
        new("Yahoo", Below, Failed, "unable to deliver your message to the following address"),
        new("Yahoo", Below, Failed, "unable to deliver your message to the following recipient"),

        // Exim, and mail.ru which speaks alike.
        new("Exim", Below, Failed, "the following address(es) failed:"),
        new("Exim", Below, Failed, "following addresses failed:"),
        new("Exim", Below, Failed, "the following address failed:"),
        new("Exim", Below, Failed, "could not be delivered to one or more of its recipients"),
        new("Exim", Below, Failed, "could not be delivered to all of its recipients"),
        new("mail.ru", Below, Failed, "не может быть доставлено"),
        new("mail.ru", Below, Failed, "не было доставлено следующим"),
        new("mail.ru", Below, Failed, "не удалось доставить"),
        new("mail.ru", Below, Failed, "не удалось отправить"),
        new("Yandex", Below, Failed, "к сожалению, ваше письмо не может быть доставлено"),

        // Postfix.
        new("Postfix", Below, Failed, "could not be delivered to one or more recipients"),
        new("Postfix", Below, Failed, "could not be delivered to one or more destinations"),
        new("Postfix", Below, Failed, "could not deliver your message to"),
        new("Postfix", Below, Failed, "could not be delivered for"),

        // Sendmail and its children.
        new("Sendmail", Below, Failed, "had permanent fatal errors"),
        new("Sendmail", Below, Failed, "had permanent delivery errors"),
        new("Sendmail", Below, Failed, "had fatal errors"),
        new("Sendmail", Below, Failed, "had delivery problems"),
        new("Sendmail", Below, Failed, "had delivery errors"),
        new("Sendmail", Below, Failed, "unsent message below"),
        new("MMDF", Inline, Failed, "message could not be delivered to"),

        // Exchange, from 5.5 to 365, in its languages.
        new("Exchange", Below, Failed, "did not reach the following recipient(s):"),
        new("Exchange", Below, Failed, "following recipient(s) could not be reached"),
        new("Exchange", Below, Failed, "following recipient(s) cannot be reached"),
        new("Exchange", Below, Failed, "delivery has failed to these recipients"),
        new("Exchange", Below, Failed, "delivery to the following recipients failed"),
        new("Exchange", Below, Failed, "delivery failed for the following recipients"),
        new("Exchange", Inline, Failed, "couldn't be delivered"),
        new("Exchange", Below, Failed, "following recipients could not be reached"),
        new("Exchange", Below, Failed, "fehler bei der nachrichtenzustellung an folgende empfänger"),
        new("Exchange", Below, Failed, "folgende empfänger konnten nicht erreicht werden"),
        new("Exchange", Below, Failed, "folgende(n) empfänger konnte(n) nicht erreicht werden"),
        new("Exchange", Below, Failed, "folgenden empfänger konnten nicht erreicht werden"),
        new("Exchange", Below, Failed, "übermittlung an folgende empfänger fehlgeschlagen"),
        new("Exchange", Below, Failed, "nicht erreicht werden"),
        new("Exchange", Below, Failed, "échec de la remise"),
        new("Exchange", Below, Failed, "impossible de joindre le ou les destinataires suivants"),
        new("Exchange", Below, Failed, "le ou les destinataires suivants n'ont pas pu être joints"),
        new("Exchange", Below, Failed, "error al entregar el mensaje a estos destinatarios"),
        new("Exchange", Below, Failed, "error de entrega a estos destinatarios"),
        new("Exchange", Below, Failed, "no se puede establecer contacto con los siguientes destinatarios"),
        new("Exchange", Below, Failed, "impossibile recapitare il messaggio ai seguenti destinatari"),
        new("Exchange", Below, Failed, "recapito non riuscito"),
        new("Exchange", Below, Failed, "falha na entrega a estes destinatários"),
        new("Exchange", Below, Failed, "a entrega falhou para estes destinatários"),
        new("Exchange", Below, Failed, "bezorging is mislukt"),
        new("Exchange", Below, Failed, "kan niet worden bezorgd"),
        new("Exchange", Below, Failed, "det gick inte att leverera"),
        new("Exchange", Below, Failed, "levering til følgende modtagere"),
        new("Exchange", Below, Failed, "levering til disse mottakerne"),
        new("Exchange", Below, Failed, "viestin toimittaminen"),
        new("Exchange", Below, Failed, "dostarczenie do następujących"),
        new("Exchange", Below, Failed, "doručení následujícím příjemcům"),
        new("Exchange", Below, Failed, "не удалось выполнить доставку следующим"),
        new("Exchange", Below, Failed, "şu alıcılara teslim edilemedi"),
        new("Exchange", Below, Failed, "次の受信者またはグループへの配信に失敗しました"),
        new("Exchange", Below, Failed, "传递给以下收件人或组失败"),

        // Google.
        new("Google", Below, Failed, "delivery to the following recipient failed"),
        new("Google", Below, Failed, "the following recipients failed permanently"),
        new("Google", Inline, Failed, "your message wasn't delivered to"),
        new("Google", Inline, Failed, "there was a problem delivering your message to"),
        new("Google", Inline, Failed, "ihre nachricht wurde nicht an"),
        new("Google", Inline, Failed, "votre message n'est pas parvenu à"),
        new("Google", Inline, Failed, "tu mensaje no se ha entregado a"),
        new("Google", Inline, Failed, "il tuo messaggio non è stato recapitato a"),
        new("Amazon", Below, Failed, "an error occurred while trying to deliver the mail to the following recipients"),

        // Domino and Notes: "Your message … was not delivered to: … because: …".
        new("Domino", Below, Failed, "was not delivered to:"),
        new("Domino", Below, Failed, "wurde nicht zugestellt an:"),
        new("Domino", Below, Failed, "n'a pas été distribué à"),
        new("Domino", Below, Failed, "was not delivered to the following"),

        // Japanese carriers: KDDI/au (ezweb), docomo, SoftBank.
        new("KDDI", Below, Failed, "could not be delivered to:"),
        new("KDDI", Below, Failed, "each of the following recipients was rejected by a remote mail server"),
        new("KDDI", Below, Failed, "the user(s) account is temporarily over quota"),
        new("KDDI", Below, Failed, "the user(s) account is disabled"),
        new("docomo", Below, Failed, "following recipients was undeliverable"),
        new("docomo", Below, Failed, "following recipients were undeliverable"),
        new("SoftBank", Inline, Failed, "no such user:"),
        new("Carriers", Below, Failed, "以下のメールアドレスに送信できませんでした"),
        new("Carriers", Below, Failed, "次のあて先へのメッセージはエラーのため送信できませんでした"),
        new("Carriers", Below, Failed, "下記の宛先に配信できませんでした"),
        new("QQ", Below, Failed, "无法发送到"),
        new("QQ, NetEase", Below, Failed, "您的邮件被退回"),

        // The rest of the world, alphabetically.
        new("Apple", Below, Failed, "could not be delivered to the following recipient"),
        new("Communigate", Inline, Failed, "failed to deliver to"),
        new("Courier", Below, Failed, "message to the following recipients cannot be delivered"),
        new("GroupWise", Below, Failed, "you sent was undeliverable to the following"),
        new("IMail", Inline, Failed, "unknown user:"),
        new("IMail", Inline, Failed, "undeliverable to"),
        new("IMail", Inline, Failed, "user mailbox exceeds allowed size:"),
        new("InterMail", Below, Failed, "destination addresses were unknown"),
        new("InterMail", Below, Failed, "was undeliverable due to the following reason"),
        new("InterScan", Inline, Failed, "the following message to"),
        new("MailEnable", Below, Failed, "message could not be delivered to some recipients"),
        new("MDaemon", Inline, Failed, "failed address:"),
        new("MDaemon", Inline, Failed, "could not be delivered to <"),
        new("Mercury", Below, Failed, "delivery to the following address"),
        new("OpenSMTPD", Below, Failed, "for the following list of recipients"),
        new("Sun", Below, Failed, "cannot be delivered to the following recipients"),
        new("Sun", Below, Failed, "message was not delivered to the following recipients"),
        new("T-Online", Below, Failed, "failed addresses follow"),
        new("X.400", Inline, Failed, "the e-mail message sent to"),
        new("Sieve", Inline, Failed, "was automatically rejected:"),
        new("Zoho", Below, Failed, "message could not be delivered to following addresses"),
    ];

    /// <summary>Wordings that other mail may use as well: they count only in what is known to be a report.</summary>
    public static readonly Dialect[] Vague =
    [
        new("any", Below, Failed, "cannot be delivered to the following"),
        new("any", Below, Failed, "could not be delivered to the following"),
        new("any", Below, Failed, "can not be delivered to the following"),
        new("any", Below, Failed, "unable to deliver to the following"),
        new("any", Below, Failed, "not be delivered to these recipients"),
        new("any", Below, Failed, "following recipients"),
        new("any", Below, Failed, "following addresses"),
        new("any", Below, Failed, "konnte nicht zugestellt werden"),
        new("any", Below, Failed, "nicht zugestellt werden"),
        new("any", Below, Failed, "n'a pas pu être remis"),
        new("any", Below, Failed, "no se pudo entregar"),
        new("any", Below, Failed, "non è stato possibile recapitare"),
        new("any", Below, Failed, "não pôde ser entregue"),
        new("any", Below, Failed, "delivery status notification errors"),
        new("any", Below, Delayed, "has been delayed"),
        new("any", Below, Delayed, "has not yet been delivered"),
        new("any", Inline, Delayed, "has been postponed"),
        new("any", Below, Failed, "transcript of session follows"),
        new("any", Inline, Failed, "delivery failed"),
        new("any", Inline, Failed, "your message to"),
        new("any", Inline, Failed, "mail to"),
        new("any", Inline, Failed, "recipient:"),
        new("any", RecipientPlace.Behind, Failed, "rcpt to:"),
    ];

    /// <summary>Lines with which the copy of the original begins, compared without case after dashes and blanks.</summary>
    public static readonly string[] CopyStarts =
    [
        "below this line is a copy", "below is a copy", "attached is a copy", "this is a copy of", "original message", "original-message", "message header", "header of the", "returned message", "return-path:", "received:", "mime-version:", "dkim-signature:", "message-id:", "message text follows", "unsent message follows", "unsent message below", "the original message", "start of returned message",
        "begin of returned", "copy of the original", "a copy of the original", "included is a copy", "the text of your message", "first few lines of", "the header of the original", "headers of the message", "ursprüngliche nachricht", "originalnachricht", "message d'origine", "mensaje original", "messaggio originale", "mensagem original", "original headers", "original mail", "the message was", "копия сообщения",
        "исходное сообщение", "заголовки исходного", "原始邮件", "元のメッセージ", "--- undelivered message", "undelivered message follows", "your original message", "original message header", "message follows", "x-original",
    ];

    /// <summary>Words before an address at the beginning of a line.</summary>
    public static readonly string[] Labels =
    [
        "recipient address:", "recipient:", "recipients:", "to:", "address:", "failed recipient:", "failed recipients:", "user:", "rcpt to:", "final recipient:", "original recipient:", "smtp:", "[smtp:", "smtp", "name:", "mailto:", "empfänger:", "destinataire:", "destinatario:", "получатель:", "e-mail:", "email:", "was not delivered to:", "*", "-", "•", "failed address:", "invalid address:", "unknown user:", "收件人：", "收件人:", "收件人", "宛先：", "宛先:", "受信者:",
    ];
}
