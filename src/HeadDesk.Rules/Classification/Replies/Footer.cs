using System.Buffers;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Lines that a mail program adds below what was written: "Sent from my iPhone".</summary>
internal static class Footer
{
    private const int LongestLine = 160;
    private const int MostWords = 8;
    private const int MostWordsWithDevice = 12;
    private const int MostWordsOfProgram = 4;
    private const string AnyProgram = "sent from ";

    /// <summary>What the set text of K-9 Mail and its like begs pardon for.</summary>
    private static readonly SearchValues<string> Pardons = SearchValues.Create(
        ["brevity", "typos", "kürze", "brièveté", "brevedad", "brevidade", "brevità", "beknoptheid", "korthed", "korthet", "fåordigheten", "zwięzłość", "stručnost", "stručnosť", "краткость", "tömörség", "簡潔", "簡單", "简短"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>With what a line ends that offers the program and does not speak of it.</summary>
    private static readonly string[] Offers = ["beziehen", "herunterladen", "holen", "downloaden", "を入手", "を入手する", "다운로드"];

    private static readonly PhraseIndex Phrases = new(Landmarks.Footers);

    /// <summary>Phrases with which a person may begin a sentence too: they need the name of a device or program.</summary>
    private static readonly string[] Weak =
    [
        "enviado do ", "verzonden vanuit ", "αποστολή από ", "được gửi từ ", "sent via ", "sent with ", "sent using ", "sent from an ", "enviado por", "enviado via ", "enviado con ", "enviado através", "enviado a partir", "lähetetty ", "gesendet mit ", "gesendet aus ", "von meiner ", "küldve ",
        "inviato da ", "inviato con ", "trimis din ", "envoyé avec ", "envoyé par mon ", "verzonden met ", "verzonden via ", "sendt via ", "samsung galaxy", "wysłane z ", "wysłano z ", "odesláno z ", "отправлено с ", "отправлено из ", "отправлено от ", "послано с ", "sent by my ", "poslano z ", "poslano s ",
        "gesendet von ", "envoyé depuis ", "enviado desde ", "verschickt von ", "skickat från ", "sendt fra ",
    ];

    private static readonly SearchValues<string> Devices = SearchValues.Create(
        [
            "iphone", "ipad", "ipod", "android", "galaxy", "blackberry", "phone", "mobile", "mobil", "handy", "smartphone", "tablet", "windows", "outlook", "yahoo", "gmail", "proton", "samsung", "huawei", "xiaomi", "pixel", "nokia", "sony", "htc", "oneplus", "sparrow", "typeapp", "bluemail",
            "thunderbird", "mail", "mailbird", "airmail", "spark", "nexus", "motorola", "htc", "телефон", "смартфон", "айфон", "iphon", "teléfono", "téléphone", "telefon", "puhelin", "bb10", "surface", "boxer", "superhuman", "zimbra", "tutanota", "điện thoại", "почт", "gmx", "web.de", "aol", "apple",
        ], StringComparison.OrdinalIgnoreCase);

    public static bool Is(ReadOnlySpan<char> line)
    {
        if (!line.IsEmpty && !char.IsLetter(line[0]))
        {
            line = line.TrimStart("[(*_<" + TextLines.Blanks);
        }

        var phrase = Phrases.StartOf(line);
        if (phrase is null || line.Length > LongestLine)
        {
            return false;
        }

        if (line.IndexOfAny(Pardons) >= 0)
        {
            return true;
        }

        var words = Words(line, out var punctuated);
        if (phrase is AnyProgram)
        {
            return words <= MostWordsOfProgram && !punctuated && line.IndexOfAny(Devices) >= 0;
        }

        if (phrase.StartsWith("outlook ", StringComparison.Ordinal))
        {
            return words < MostWordsOfProgram || IsOffer(line);
        }

        return line.IndexOfAny(Devices) >= 0
            ? words <= MostWordsWithDevice && !(words > MostWords && punctuated && line[^1] is '.') || IsSet(phrase)
            : words <= MostWords && !punctuated && !IsWeak(phrase);
    }

    private static bool IsOffer(ReadOnlySpan<char> line)
    {
        var link = line.IndexOfAny('<', '(');
        var words = (link > 0 ? line[..link] : line).TrimEnd(". ");
        foreach (var offer in Offers)
        {
            if (words.EndsWith(offer, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A whole sentence that no person begins so.</summary>
    private static bool IsSet(string phrase) => phrase.StartsWith("diese nachricht wurde von mein", StringComparison.Ordinal);

    private static bool IsWeak(string phrase) => Array.Exists(Weak, w => phrase.StartsWith(w, StringComparison.Ordinal));

    private static int Words(ReadOnlySpan<char> line, out bool punctuated)
    {
        var link = line.IndexOfAny('<', '(');
        if (link > 0)
        {
            line = line[..link].TrimEnd();
        }

        punctuated = line.IndexOfAny(",;!?.") is >= 0 and var at && at < line.Length;
        return line.Count(' ') + 1;
    }
}
