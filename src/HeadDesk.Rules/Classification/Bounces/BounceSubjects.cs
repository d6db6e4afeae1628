using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Subjects of delivery reports. A subject alone is never enough: a person may have forwarded or quoted it. Data only.</summary>
internal static class BounceSubjects
{
    private static readonly string[] Beginnings =
    [
        "undeliverable", "undelivered", "undeliver", "returned mail", "return mail", "mail delivery failed", "mail delivery failure", "mail delivery system", "mail delivery problem", "mail delivery status", "mail delivery error", "mail delivery", "delivery status notification", "delivery failure", "delivery failed", "delivery notification", "delivery error", "delivery report", "delivery problem", "delivery has failed",
        "[postmaster] email delivery", "[postmaster] e-mail delivery", "[postmaster] message delivery", "delivery incomplete", "delivery delayed", "delayed mail", "permanent delivery failure", "delayed:", "delivery delay", "warning: message", "warning: could not send", "failure notice", "failure delivery", "failed mail", "failed delivery", "message delivery", "message not delivered", "message status - undeliverable", "message undeliverable", "non delivery", "non-delivery", "nondeliverable", "not delivered", "email delivery", "e-mail delivery", "error sending",
        "mail system error", "mail could not be delivered", "mail failure", "mail failed", "warning: transient", "mail error", "mail undeliverable", "mailbox full", "could not deliver", "could not send", "cannot send", "unable to deliver", "user unknown", "unknown user", "address not found", "wiederholter zustellversuch", "unzustellbar", "nicht zugestellt", "nicht zustellbar", "zustellung fehlgeschlagen", "zustellungsfehler", "zustellung verzögert", "unzustellbare",
        "verzögert", "non remis", "non distribuable", "échec de la remise", "échec de remise", "remise différée", "notification d'échec", "message non remis", "no se puede entregar", "no entregado", "mensaje no entregado", "error de entrega", "devolución", "imposible entregar", "correo devuelto", "non recapitabile", "impossibile recapitare", "mancato recapito", "mancata consegna", "consegna non riuscita", "recapito non riuscito", "messaggio non recapitato", "não é possível entregar", "não entregue", "mensagem não entregue", "mensagem devolvida", "e-mail devolvido", "falha na entrega",
        "não foi possível entregar", "onbestelbaar", "niet bezorgd", "kan niet worden bezorgd", "olevererbart", "kan inte levereras", "ej levererat", "kan ikke leveres", "ikke leveret", "ulevert", "ikke levert", "ei voitu toimittaa", "toimittaminen epäonnistui", "niedostarczone", "niedostarczalne", "nie można dostarczyć", "nedoručitelné", "nedoručitelná", "nedoručeno", "nedoručiteľné", "nedoručiteľná", "zwrot wiadomości", "zwrot poczty", "wiadomość niedostarczona", "недоставленное сообщение", "не доставлено", "недоставлено", "не удалось доставить", "ваше сообщение не доставлено",
        "teslim edilemedi", "iletilemedi", "kézbesíthetetlen", "nelivrabil", "μη δυνατή παράδοση", "αδυναμία παράδοσης", "配信不能", "配信できません", "送信できません", "系统退信", "退信", "邮件投递失败", "投递失败", "邮件发送失败", "郵件傳送失敗", "郵件退回", "未能送达", "无法投递", "無法傳遞", "未送达", "未傳遞的主旨", "配达不能", "배달되지 않음", "전송 실패", "반송", "[메일 전송 실패", "메일 전송 실패", "반송된 메일", "considered unsolicited", "postmaster notify", "notice: mail", "dsn:", "ndn:",
        "отказ", "ошибка доставки", "сообщение не доставлено", "письмо не доставлено", "не вдалося доставити", "недоставлений лист", "meddelandet kunde inte", "leveransfel", "leveringsfejl", "leveringsfeil", "ikke leverbar", "toimitus epäonnistui", "message non délivré", "courrier non distribué", "retour de mail", "mail retourné", "échec d'envoi", "échec de livraison", "fehler bei der zustellung", "fehler bei der nachrichtenzustellung", "mail nicht zustellbar", "ihre nachricht konnte nicht", "nachricht nicht zugestellt", "zurückgewiesene nachricht", "gönderilemedi", "iletilmedi", "gagal mengirim", "pesan tidak terkirim", "không thể gửi", "thư không gửi được", "problem delivering", "failed to deliver", "delivery unsuccessful", "sendmail: ", "[failure]", "mail status report",
    ];

    private static readonly PhraseIndex Index = new(Beginnings);

    /// <summary>Answers of programs begin so as well: of a mail system's address they are enough, beside an empty return path they are not.</summary>
    private static readonly PhraseIndex Answers = new(["your message", "message you sent", "warning: ", "rejected:", "automatic delivery"]);

    /// <summary>Beginnings that say the mail is still on its way: the original's subject may follow, which says nothing.</summary>
    private static readonly PhraseIndex Delays = new(
    [
        "delivery status notification (delay)", "delivery delayed", "delivery delay", "delivery incomplete", "delayed mail", "delayed:", "mail delivery warning", "warning: message", "warning: could not send", "warning: transient",
        "wiederholter zustellversuch", "zustellung verzögert", "verzögert", "remise différée",
    ]);

    /// <summary>Words so particular that together with other signs they are enough to look at the text.</summary>
    private static readonly PhraseIndex Certain = new(["undelivered mail returned to sender", "mail delivery failed: returning", "delivery status notification", "failure notice", "returned mail: "]);

    public static bool Is(string subject) => IsNoAnswers(subject) || Answers.StartOf(subject.AsSpan().Trim()) is not null;

    public static bool IsNoAnswers(string subject) => Index.StartOf(subject.AsSpan().Trim()) is not null;

    public static bool IsDelay(string subject) => Delays.StartOf(subject.AsSpan().Trim()) is not null;

    public static bool IsCertain(string subject) => Certain.StartOf(subject.AsSpan().Trim()) is not null;
}
