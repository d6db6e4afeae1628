namespace HeadDesk.MailServers.Generating;

/// <summary>The words of the generated mail, all made up.</summary>
internal static class Languages
{
    public static readonly string[] Products = ["Ledger 4", "the web shop", "NordSync", "Billing Cloud", "Kiosk Mode", "the mobile app", "PrintHub", "TimeSheet Pro"];

    public static readonly Language English = new(
        "en",
        ["Carol", "Amir", "Grace", "Oliver", "Priya", "Sean", "Maeve", "Tom"],
        ["O'Brien", "Whitfield", "Khan", "Baker", "Delaney", "Marsh", "Okafor", "Stone"],
        ["harbour.example", "northwind.example", "oakandsons.example"],
        ["Hello,", "Hi there,", "Dear support team,", "Good morning,"],
        ["Cannot sign in to {0}", "Invoice {1} shows the wrong amount", "{0} is very slow since this morning", "Question about order {1}", "Export from {0} fails", "Please reset my account", "Error {1} when saving"],
        [
            "Since this morning I cannot open {0} any more; the window closes at once.",
            "The message says error {1}, and nothing else.",
            "I have restarted the computer twice and cleared the cache, but it did not help.",
            "It worked until Friday, and as far as I know nothing was changed on our side.",
            "Three colleagues in the same office have the same problem with {0}.",
            "Could you please have a look, as we have to close the books by Thursday?",
            "The amount on invoice {1} does not match the order confirmation.",
            "When I press Save, the page spins for a minute and then shows an empty list.",
            "Is there a way to undo the import of last night?",
            "I attach what I see on the screen, if there is anything else you need just tell me.",
            "For the time being we write everything down on paper, which is not ideal.",
            "The customer number is {1}, in case you need it.",
        ],
        ["Kind regards,", "Thanks a lot,", "Best,", "Many thanks in advance,"],
        "Re: ",
        "On {0} the support team wrote:",
        "Out of office: ",
        ["screenshot.png", "error report.log", "invoice.pdf"]);

    public static readonly Language German = new(
        "de",
        ["Jürgen", "Ursula", "Björn", "Käthe", "Matthias", "Zoë", "Anna-Lena", "Götz"],
        ["Müller", "Groß", "Schröder", "Weiß", "Vögele", "Lindemann", "Jäger", "Strauß"],
        ["werkstatt.example", "mueller-soehne.example", "stadtbuecherei.example"],
        ["Guten Tag,", "Sehr geehrte Damen und Herren,", "Hallo zusammen,", "Grüß Gott,"],
        ["Anmeldung an {0} nicht möglich", "Rechnung {1} enthält falsche Beträge", "{0} läuft seit heute früh sehr langsam", "Rückfrage zur Bestellung {1}", "Drucken über {0} schlägt fehl", "Bitte Zugang zurücksetzen", "Fehlermeldung {1} beim Speichern"],
        [
            "seit heute früh lässt sich {0} bei uns nicht mehr öffnen, das Fenster schließt sich sofort.",
            "Die Meldung lautet schlicht „Fehler {1}“, mehr ist nicht zu sehen.",
            "Ich habe den Rechner zweimal neu gestartet und auch das Passwort geändert, leider ohne Erfolg.",
            "Bis Freitag lief alles einwandfrei, geändert wurde bei uns meines Wissens nichts.",
            "Drei Kolleginnen im selben Büro haben mit {0} genau die gleichen Schwierigkeiten.",
            "Könnten Sie bitte kurz prüfen, woran das liegt? Wir müssen bis Donnerstag abschließen.",
            "Der Betrag auf der Rechnung {1} weicht um 37,50 € von der Auftragsbestätigung ab.",
            "Beim Drücken auf „Übernehmen“ dreht sich eine Minute lang das Rädchen, danach ist die Liste leer.",
            "Lässt sich der Import von gestern Nacht irgendwie rückgängig machen?",
            "Im Anhang schicke ich Ihnen, was auf dem Bildschirm zu sehen ist.",
            "Übergangsweise schreiben wir alles auf Papier, das ist natürlich mühsam.",
            "Unsere Kundennummer lautet {1}, falls Sie sie benötigen.",
        ],
        ["Mit freundlichen Grüßen", "Viele Grüße", "Herzlichen Dank und schöne Grüße", "Beste Grüße"],
        "AW: ",
        "Am {0} schrieb der Support:",
        "Abwesenheitsnotiz: ",
        ["Bildschirmfoto.png", "Fehlerbericht März.log", "Rechnung für Müller.pdf"]);

    public static readonly Language French = new(
        "fr",
        ["Éloïse", "François", "Hélène", "Noël", "Zoé", "Jérôme", "Agnès", "Luc"],
        ["Lefèvre", "Garçon", "Benoît", "Dupré", "Châtelain", "Moreau", "Hébert", "Renard"],
        ["atelier.example", "librairie-du-port.example"],
        ["Bonjour,", "Madame, Monsieur,", "Chère équipe,"],
        ["Impossible de se connecter à {0}", "La facture {1} est erronée", "{0} est très lent depuis ce matin", "Question sur la commande {1}", "Réinitialisation de mon accès"],
        [
            "Depuis ce matin, {0} ne s'ouvre plus chez nous ; la fenêtre se ferme aussitôt.",
            "Le message indique « erreur {1} », sans autre précision.",
            "J'ai redémarré l'ordinateur à deux reprises et vidé le cache, sans succès.",
            "Tout fonctionnait encore vendredi, et rien n'a été modifié de notre côté.",
            "Plusieurs collègues rencontrent la même difficulté avec {0}.",
            "Pourriez-vous vérifier rapidement ? Nous devons clôturer jeudi à midi.",
            "Le montant de la facture {1} ne correspond pas au bon de commande.",
            "Après avoir cliqué sur « Enregistrer », la page tourne et la liste reste vide.",
            "Vous trouverez ci-joint une capture d'écran.",
            "Notre numéro de client est le {1}, si nécessaire.",
        ],
        ["Cordialement,", "Bien à vous,", "Merci d'avance et bonne journée,"],
        "RE: ",
        "Le {0}, l'équipe a écrit :",
        "Absence du bureau : ",
        ["capture d'écran.png", "relevé d'erreurs.log", "facture.pdf"]);

    public static readonly Language Japanese = new(
        "ja",
        ["花子", "健太", "美咲", "翔"],
        ["佐藤", "鈴木", "高橋", "田中"],
        ["tokyo-shop.example", "sakura.example"],
        ["お世話になっております。", "サポートご担当者様"],
        ["{0} にログインできません", "請求書 {1} の金額について", "{0} の動作が遅い件", "注文 {1} に関するお問い合わせ"],
        [
            "今朝から {0} を開くことができません。",
            "画面には「エラー {1}」とだけ表示されます。",
            "パソコンを二回再起動しましたが、状況は変わりませんでした。",
            "金曜日までは問題なく使えていました。",
            "同じ部署の三名にも同じ現象が起きています。",
            "請求書 {1} の金額が注文書と一致していません。",
            "保存ボタンを押すと一覧が空になってしまいます。",
            "木曜日までに締めの処理が必要ですので、ご確認をお願いいたします。",
            "画面の写しを添付いたします。",
            "お客様番号は {1} です。",
        ],
        ["よろしくお願いいたします。", "以上、よろしくお願い申し上げます。"],
        "Re: ",
        "{0} サポート窓口からのメール:",
        "不在通知: ",
        ["画面.png", "請求書.pdf", "記録.log"]);

    /// <summary>In the proportions in which they write.</summary>
    public static readonly Language[] All = [English, English, English, English, German, German, German, German, French, Japanese];
}
