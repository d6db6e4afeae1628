using System.Buffers;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>What servers write instead of a status code, and the code it amounts to (RFC 3463 §3). Data only; the first match counts.</summary>
internal static class StatusPhrases
{
    private static readonly (char Class, string Detail, string Phrases)[] Table =
    [
        ('5', "2.2", "mailbox full|mailbox is full|mail box full|mail box is full|full mailbox|mailbox for user is full|quota exceed|over quota|overquota|exceeded storage|exceeded their|exceeded its|exceeds allowed size|disk quota|quota is full|out of storage|storage limit|mailbox size|not enough space|insufficient space|quota limit|reached their storage|recipient storage full|mailfolder is full|inbox is full|box full|postfach voll|postfach ist voll|speicherplatz|kein platz|boîte pleine|boite pleine|quota dépassé|buzón lleno|cuota|casella piena|caixa cheia|postvak vol|inboxen är full|ящик переполнен|переполнен|skrzynka pełna|skrzynka jest pełna|メールボックスが|容量|邮箱已满|空间不足|용량 초과"),
        ('5', "2.1", "mailbox disabled|account disabled|account is disabled|account has been disabled|user disabled|mailbox unavailable|mailbox is inactive|account inactive|inactive user|is inactive|not active|suspended|deactivated|mailbox currently unavailable|account locked|no longer available|no longer accepts|no longer in use|no longer valid|no longer exists|no longer active|disabled recipient|konto deaktiviert|compte désactivé|отключен|заблокирован"),
        ('5', "1.2", "host unknown|unknown host|domain not found|domain name not found|host not found|name or service not known|name service error|no such domain|unrouteable mail domain|unrouteable address|unroutable|no mx or a|no mx|bad destination host|couldn't find any host|domain does not exist|domain doesn't exist|nullmx|null mx|non-existent domain|nxdomain|invalid domain|bad host|not listed in public name|unknown domain|dns error|domain error|домен не найден|domain existiert nicht|domaine inconnu|dominio no existe"),
        ('5', "1.1", "user unknown|unknown user|no such user|nosuchuser|does not exist|doesn't exist|doesn’t exist|not exist|unknown recipient|recipient unknown|name is not recognized|account does not exist|e-mail address was not found|no such recipient|no such mailbox|mailbox not found|user not found|account not found|recipient not found|recipientnotfound|not found by smtp address lookup|address not found|address rejected|invalid recipient|invalid mailbox|no mailbox here|mailbox unknown|unknown mailbox|unknown address|addressee unknown|not a valid|is not valid|not our customer|not listed in|no account by that name|doesn't have a|does not have an account|no such address|no such person|user doesn't have|unknown local part|unknown or illegal|recipient rejected|recipient address rejected|user is unknown|undeliverable address|bad destination mailbox|wasn't found at|couldn't be found|could not be found|unknown to address|not a known user|no user|unable to find recipient|email address could not be found|adresse unbekannt|adresse nicht gefunden|adresse wurde nicht gefunden|adresse konnte nicht gefunden|introuvable|no se encontró|no se ha encontrado|アドレス不明|見つから|未找到|用户不存在|找不到|non trovato|não foi encontrado|não encontrad|niet gevonden|hittades inte|blev ikke fundet|ble ikke funnet|nie znaleziono|nie ma takiego|nebyla nalezena|nenalezen|не найден|не вдалося знайти|찾을 수 없|không tìm thấy|tidak ditemukan|δεν βρέθηκε|nu a fost găsit|nem található|empfänger unbekannt|benutzer unbekannt|existiert nicht|unbekannter empfänger|utilisateur inconnu|adresse inconnue|n'existe pas|destinataire inconnu|usuario desconocido|no existe|destinatario desconocido|utente sconosciuto|non esiste|usuário desconhecido|não existe|onbekende gebruiker|bestaat niet|okänd mottagare|finns inte|findes ikke|finnes ikke|nie istnieje|neexistuje|не существует|нет такого|пользователь не найден|получатель не найден|bulunamadı|存在しません|宛先不明|ユーザーが見つかりません|不存在|존재하지 않"),
        ('5', "3.4", "too large|too big|message size exceeds|exceeds size limit|size limit exceeded|maximum message size|message length exceeds|larger than|exceeds the maximum|nachricht zu groß|trop volumineux|demasiado grande|слишком большой|exceeds limit"),
        ('4', "4.1", "connection refused|connection timed out|connect timeout|no answer from host|could not connect|couldn't connect|cannot connect|unable to connect|connection reset|no route to host|network is unreachable|host unreachable|timed out|operation timed out|not responding|can't connect|lost connection|connection dropped|tcp connection"),
        ('5', "7.1", "relay access denied|relaying denied|relay denied|not permitted to relay|unable to relay|we do not relay|spam|blocked|blacklist|block list|blocklist|black list|dnsbl|rbl|spamhaus|poor reputation|bad reputation|rejected by policy|policy violation|policy reasons|access denied|not authorized|not authorised|unauthorized|message rejected|content rejected|banned|virus|sender rejected|not allowed|denied by|administrative prohibition|restricted|dmarc|spf|dkim|rejected for policy|unsolicited|refused by|junk|security|abgelehnt|refusé|rechazado|rifiutato|отклонено"),
        ('5', "4.6", "mail loop|too many hops|hop count exceeded|routing loop|loops back|loop detected|message looping|mailschleife"),
        ('4', "4.7", "delivery time expired|message expired|retry timeout exceeded|retry time not reached|could not be delivered for|cannot send message for|been in the queue too long|queue too long|delivery timed out|max retries|giving up|given up|timeout exceeded|delivery attempts|not been delivered after|warteschlange|abgelaufen"),
        ('4', "7.1", "greylist|graylist|greylisted|try again later|temporarily deferred|temporarily rejected|too many connections|rate limit|throttl"),
        ('4', "3.0", "temporary failure|temporary problem|temporarily unavailable|local error in processing|insufficient system|system resources|service unavailable|try again"),
        ('5', "5.0", "protocol error|syntax error|bad sequence|bad command"),
        ('5', "6.0", "conversion|not supported|media type"),
    ];

    private static readonly (char Class, string Detail, SearchValues<string> Any)[] Rows =
        [.. Table.Select(row => (row.Class, row.Detail, SearchValues.Create(row.Phrases.Split('|'), StringComparison.OrdinalIgnoreCase)))];

    public static (char Class, string Detail)? Match(ReadOnlySpan<char> text)
    {
        foreach (var row in Rows)
        {
            if (text.IndexOfAny(row.Any) >= 0)
            {
                return (row.Class, row.Detail);
            }
        }

        return null;
    }
}
