using System.Buffers;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>The words of the line that mail programs put above a quotation. Data only.</summary>
internal static class AttributionWords
{
    /// <summary>"wrote": en de fr es it pt nl sv da no fi pl cs sk ru uk bg tr hu ro el he ar hr sl et lv lt is vi id th ja zh ko af az gl ca sr fa fil eu.</summary>
    public static readonly string[] Verbs =
    [
        "wrote", "writes", "schrieb", "schrieben", "geschrieben", "a écrit", "a ecrit", "écrit", "escribió", "escribio", "va escriure", "ha scritto",
        "scritto", "escreveu", "schreef", "geschreven", "skrev", "kirjoitti", "napisał", "napisała", "napisal", "napsal", "napsala",
        "napísal", "napísala", "napisana", "pisze", "píše", "написал", "написала", "написав", "написала", "пишет", "пише", "писал", "писали", "написа",
        "yazdı", "yazmış", "írta", "a scris", "έγραψε", "כתב", "כתבה", "كتب", "كتابة", "je napisao", "napisao", "napisala", "je napisal",
        "kirjutas", "rakstīja", "rašė", "skrifaði", "đã viết", "viết", "menulis", "เขียน", "เขียนว่า",
        "geskryf", "yazıb", "escribiu", "ha escrit", "написао", "نوشت", "isinulat ni", "hau idatzi du", "missatge de",
        "quoting", "zitat von", "citando", "citat",
        "書きました", "書いた", "のメール", "さんは", "写道", "寫道", "写到", "写了", "작성", "썼습니다", "썼다", "쓰셨습니다", "쓴 글", "보낸 메일",
    ];

    public static readonly SearchValues<string> AnyVerb = SearchValues.Create(Verbs, StringComparison.OrdinalIgnoreCase);

    /// <summary>How such a line begins, where it does not begin with a figure.</summary>
    public static readonly string[] Leads =
    [
        "on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "dnia ", "w dniu ", "dne ", "dňa ", "dana ", "в ", "от ", "în ", "la data",
        "in data", "il giorno", "a la(s)", "στις ", "ב", "في ", "u ", "vào ", "pada ", "kl. ", "at ", "ob ", "laikā ", "nel ", "en ", "a ", "dia ", "no dia ", "às ", "pe ", "v ", "wiadomość ", "kuupäev ", "вы ", "на ", "ngày ", "ใน",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mo", "di", "mi", "do", "fr", "sa", "so",
        "tir", "ons", "tor", "lør", "søn", "man", "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su ", "mån", "tis", "lör", "sön",
        "pon", "wt", "śr", "czw", "pią", "sob", "nie", "po ", "út", "st ", "čt", "pá", "so ", "ne ", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд",
        "在", "于", "於",
    ];

    /// <summary>Beginnings in languages whose mail programs never leave out the word for "wrote".</summary>
    public static readonly string[] LeadsToVerb =
        ["on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "at ", "nel ", "en ", "a ", "dia ", "no dia ", "às ", "w dniu ", "dnia ", "dne ", "pada ", "vào "];

    public static readonly string[] You = ["you", "sie", "vous", "usted", "ustedes", "você", "lei", "u", "вы", "ви"];

    /// <summary>Who else may have written than the one whom a mail program names: a person telling about it. "You" is what some programs write.</summary>
    public static readonly string[] Tellers =
    [
        "i", "we", "he", "she", "they", "who", "me", "ich", "wir", "er", "mir", "uns", "j'ai", "j’ai", "nous", "elle", "yo", "nosotros", "eu", "io", "ik", "wij", "hij", "jag", "vi", "jeg", "minä", "ja", "já", "я", "мы", "он", "она",
    ];
}
