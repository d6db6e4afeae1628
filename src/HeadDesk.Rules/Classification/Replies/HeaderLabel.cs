using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification.Replies;

internal enum HeaderLabel
{
    None,
    From,
    Date,
    To,
    Cc,
    Subject,
    ReplyTo,
}

/// <summary>The labels by which mail programs quote a header, in the languages they speak. Data only.</summary>
internal static class HeaderLabels
{
    private static readonly (HeaderLabel Label, string Words)[] Table =
    [
        (HeaderLabel.From, "from|von|de|da|van|fra|från|od|lähettäjä|saatja|от|от кого|отправитель|від|kimden|gönderen|feladó|expeditor|de la|από|από:|מאת|من|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|발신|จาก|từ|dari|absender|expéditeur|mittente|remitente|remetente|afzender|afsender|avsändare|avsender|nadawca|odesílatel|odosielateľ|pošiljatelj|prejemnik od|küldő|desde|від кого|expeditorul|šalje|шаље|送信元|发送人"),
        (HeaderLabel.Date, "sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|message du|enviado|enviado el|enviado em|fecha|data|inviato|data invio|verzonden|sendt|dato|skickat|lähetetty|päivämäärä|pvm|wysłano|päiväys|đã gửi|enviat|enviada|enviada em|data de envio|تم الإرسال|发信时间|받은 날짜|wysłane|odesláno|odoslané|dátum|poslano|дата|отправлено|надіслано|gönderme tarihi|gönderildi|tarih|elküldve|trimis|dată|ημερομηνία|στάλθηκε|תאריך|נשלח|التاريخ|تاريخ الإرسال|送信日時|日付|日時|发送时间|发送日期|日期|時間|时间|寄件日期|傳送時間|보낸 날짜|보낸날짜|날짜|วันที่|ngày|tanggal|dikirim|gesendet am|geschickt|senddatum|sendetidspunkt|відправлено|gönderilen|gönderme zamanı|išsiųsta|nosūtīts|изпратено|saadetud|kuupäev|data wysłania|送信日|受信日時"),
        (HeaderLabel.To, "to|an|à|a|para|aan|til|till|vastaanottaja|tới|per a|prima|받은 사람|ke|do|komu|pro|кому|до|kime|alıcı|címzett|către|catre|προς|אל|إلى|宛先|收件人|收件者|받는 사람|받는사람|수신|ถึง|đến|kepada|prejemnik|za|empfänger|destinataire|destinatario|destinatário|ontvanger|mottagare|modtager|mottaker|primatelj|példány címzett|destinatarul|pre|adresat|送信先|saaja|получатель|одержувач"),
        (HeaderLabel.Cc, "cc|kopie|copie|copie à|cópia|copia|kopi|kopia|kopio|dw|копия|bilgi|másolatot kap|κοιν.|κοινοποίηση|抄送|副本|参照|참조|сс|bcc|blindkopie|skrytá kopie|v kopii|másolat|kópia|копія|kopie (cc)|cópia oculta|kopija"),
        (HeaderLabel.Subject, "subject|ogg|betreff|betr|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|тема|konu|tárgy|subiect|θέμα|נושא|הנדון|الموضوع|件名|題名|主题|主旨|主題|제목|หัวข้อ|เรื่อง|chủ đề|subjek|perihal|zadeva|subiectul|naslov|наслов|teema|temats|otsikko"),
        (HeaderLabel.ReplyTo, "reply-to|antwort an|répondre à|responder a|rispondi a|antwoord aan|svar til|svara till|odpowiedź do|organization|importance|priority|attachments|anlagen|wichtigkeit|priorität|sensitivity|message-id|pièces jointes|adjuntos|allegati|bijlagen|odgovori na|odpověď na|vastaus|válaszcím|odpowiedź-do|răspuns către|ответ-кому|odpovedať-pre|yanıt adresi|кому відповісти|返信先"),
    ];

    private static readonly FrozenDictionary<string, HeaderLabel> Labels = Table
        .SelectMany(row => row.Words.Split('|').Select(word => (Word: word, row.Label)))
        .DistinctBy(row => row.Word)
        .ToFrozenDictionary(row => row.Word, row => row.Label, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HeaderLabel>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Labels.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int LongestLabel = 24;

    /// <summary>Reads <c>Label: value</c>, also <c>*Label:* value</c>, <c>Label : value</c> and the row of a table, <c>| Label | value |</c>.</summary>
    /// <param name="bare">Where a header is sure to stand: <c>Label value</c> too, as eM Client writes it.</param>
    public static HeaderLabel Read(ReadOnlySpan<char> line, out ReadOnlySpan<char> value, bool bare = false)
    {
        value = default;
        var row = !line.IsEmpty && line[0] == '|';
        if (!line.IsEmpty && !char.IsLetter(line[0]))
        {
            line = line.TrimStart("*_|>" + TextLines.Blanks);
        }

        var head = line.Length > LongestLabel ? line[..LongestLabel] : line;
        var colon = row ? head.IndexOfAny("|:：") : head.IndexOfAny(':', '：');
        if (colon <= 0 || !TryLookup(head[..colon].Trim("*_" + TextLines.Blanks), out var label))
        {
            if (bare && head.IndexOf(' ') is > 0 and var space && TryLookup(head[..space], out label))
            {
                value = line[(space + 1)..].Trim();
                return label;
            }

            return HeaderLabel.None;
        }

        value = line[(colon + 1)..].Trim("*_|" + TextLines.Blanks);
        return label;
    }

    /// <summary>The longest label that ends at a colon, with nothing but a capital to part it from what stands before: <c>CETSubject:</c>.</summary>
    /// <param name="from">Where it may begin at the earliest.</param>
    public static bool TryReadBefore(ReadOnlySpan<char> line, int colon, int from, out HeaderLabel label, out int start)
    {
        var end = colon;
        while (end > from && line[end - 1] is ' ' or '\u00A0')
        {
            end--;
        }

        for (start = Math.Max(from, end - LongestLabel); start < end; start++)
        {
            if (char.IsLetter(line[start]) && !char.IsLower(line[start]) && Lookup.TryGetValue(line[start..end], out label))
            {
                return true;
            }
        }

        label = HeaderLabel.None;
        return false;
    }

    /// <summary>Short labels are spread with a blank in Chinese: 主　题.</summary>
    private static bool TryLookup(ReadOnlySpan<char> words, out HeaderLabel label) =>
        Lookup.TryGetValue(words, out label)
        || (words is [var first, ' ' or '\u3000', var last] && first > '\u2E7F' && Lookup.TryGetValue([first, last], out label));
}
