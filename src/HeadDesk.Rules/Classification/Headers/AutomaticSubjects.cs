using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Classification.Headers;

/// <summary>Subjects that mail programs give to automatic answers: a set phrase at the beginning, alone or before a sign. Data only.</summary>
/// <remarks>A phrase in the middle, behind "Re:", or followed by more words is a person's.</remarks>
internal static class AutomaticSubjects
{
    private static readonly PhraseIndex Phrases = new(
    [
        "automatic reply", "automatic response", "automated reply", "automated response", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse", "auto response", "autoresponder", "[auto-reply]", "[autoreply]", "[auto reply]", "(auto reply)", "(auto-reply)", "(auto response)", "[auto response]", "[auto-response]", "[out of office]", "[auto generated]", "[auto-generated]", "resposta automàtica", "out of office autoreply", "out of office reply", "out of office notification", "out of office", "out-of-office", "vacation reply", "vacation response", "vacation message", "away from my mail",
        "automatische antwort", "automatische antwortmail", "automatische rückantwort", "automatische rückmeldung", "automatische eingangsbestätigung", "automatische empfangsbestätigung", "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsmeldung", "abwesenheitsassistent", "urlaubsbenachrichtigung", "nicht im büro", "autoantwort",
        "réponse automatique", "reponse automatique", "réponse auto", "absence du bureau", "absent du bureau", "message d'absence", "notification d'absence", "respuesta automática", "respuesta automatica", "respuesta de ausencia", "fuera de la oficina", "fuera de oficina", "ausente de la oficina", "risposta automatica", "risponditore automatico", "fuori sede", "fuori ufficio", "fuori dall'ufficio",
        "resposta automática", "resposta automatica", "ausência temporária", "ausência do escritório", "fora do escritório", "fora do escritorio", "automatisch antwoord", "automatische reactie", "automatische beantwoording", "afwezigheidsbericht", "afwezigheidsassistent", "afwezigheid", "buiten kantoor", "autosvar", "automatiskt svar", "automatsvar", "frånvaromeddelande", "ej på kontoret", "automatisk svar", "autosvar:", "fraværsmeddelelse", "fraværsmelding", "fraværsassistent", "ikke på kontoret", "ude af kontoret",
        "automaattinen vastaus", "automaattivastaus", "poissa toimistosta", "poissaoloviesti", "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "poza biurem", "nieobecny w biurze", "automatická odpověď", "automaticka odpoved", "mimo kancelář", "automatická odpoveď", "mimo kanceláriu", "автоответ", "автоматический ответ", "автоматична відповідь", "отсутствие на рабочем месте", "вне офиса", "otomatik yanıt", "otomatik cevap", "ofis dışında", "automatikus válasz", "házon kívül", "răspuns automat", "raspuns automat", "în afara biroului", "αυτόματη απάντηση", "εκτός γραφείου",
        "מענה אוטומטי", "תשובה אוטומטית", "מחוץ למשרד", "رد تلقائي", "خارج المكتب", "الرد التلقائي", "自動応答", "自動返信", "自動返答", "不在通知", "不在連絡", "自动回复", "自动答复", "自動回覆", "自動回復", "不在办公室", "자동 회신", "자동회신", "자동 응답", "자동응답", "ตอบกลับอัตโนมัติ", "ไม่อยู่ที่สำนักงาน", "trả lời tự động", "balasan otomatis", "avtomatski odgovor", "samodejni odgovor", "automatski odgovor", "automaatvastus", "automātiska atbilde", "automātiskā atbilde", "automatinis atsakymas",
        "read receipt", "lesebestätigung", "ungelesen gelöscht:", "accusé de réception", "confirmación de lectura", "conferma di lettura", "leesbevestiging", "return receipt",
    ]);

    /// <summary>Phrases that a person may well begin with: they count only where the mail answers another without saying so in its subject.</summary>
    private static readonly PhraseIndex WeakPhrases = new(
    [
        "out of the office", "on vacation", "vacation:", "on holiday", "i am on holiday", "holiday:", "ausente", "away from office", "away from the office", "i am away", "i'm away", "ooo:", "auto:", "abwesenheit", "abwesend", "nicht im haus", "automatische nachricht", "absence", "en congés", "message automatique", "ausencia", "assenza", "messaggio automatico", "automatisch bericht", "afwezig", "niet aanwezig", "frånvarande", "frånvaro", "fravær", "ikke til stede", "poissa", "lomalla", "nieobecność", "nepřítomnost", "нет на месте", "в отпуске", "外出自动回复", "不在连络", "부재중", "부재 중", "read:", "not read:", "gelesen:", "lu :", "leído:", "letto:", "lida:", "gelezen:", "läst:", "læst:", "lest:", "luettu:", "przeczytane:", "přečteno:", "прочтено:", "прочитано:", "okundu:", "開封済み:", "開封済み：", "已读:", "已读：", "已讀:", "읽음:",
    ]);

    /// <summary>Domino puts the name first: "Ada Byron is out of the office. (returning 18.09.2026)". They count as the weak phrases do, and behind its mark.</summary>
    private static readonly string[] WeakEndings = ["is out of the office", "is out of office", "ist außer haus"];

    private const string DominosMark = "auto: ";

    /// <param name="answers">The mail names another that it answers.</param>
    public static bool Is(string subject, bool answers)
    {
        var text = subject.AsSpan().Trim(TextLines.Blanks);
        if ((answers || text.StartsWith(DominosMark, StringComparison.OrdinalIgnoreCase)) && EndsWeakly(text))
        {
            return true;
        }

        if ((Phrases.StartOf(text) ?? (answers ? WeakPhrases.StartOf(text) : null)) is not { } phrase)
        {
            return false;
        }

        var rest = text[phrase.Length..].TrimStart(TextLines.Blanks);
        return rest.IsEmpty || rest.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || phrase[^1] is ':' or ']' or ')' || rest[0] is ':' or '：' or '(' or '[' or '-' or '–' or '—' or '!' or '.' or '"' or '„' or '“' or '«' or '|' or '/' or '~' or '【' || char.IsAsciiDigit(rest[0]);
    }

    /// <summary>An answer with its prefix is a person's.</summary>
    private static bool EndsWeakly(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(". ");
        text = text.EndsWith(")") && text.LastIndexOf('(') is > 0 and var open ? text[..open].TrimEnd(". ") : text;
        foreach (var ending in WeakEndings)
        {
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return !SubjectLine.Parse(text.ToString()).IsReply;
            }
        }

        return false;
    }
}
