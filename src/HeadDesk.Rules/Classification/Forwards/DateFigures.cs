using System.Globalization;

namespace HeadDesk.Rules.Classification.Forwards;

/// <summary>The figures and words of a date while they are gathered.</summary>
internal sealed class DateFigures
{
    private static readonly (int Month, string Beginnings)[] Months =
    [
        (1, "jan|gen|ene|янв|січ|oca|sty|led|tammi|ιαν|ינו|يناير|jän|sij|яну|ian|jaan|јан"), (2, "feb|fév|fev|фев|лют|şub|lut|úno|únor|helmi|φεβ|פבר|فبراير|velj|veeb|феб"), (3, "mar|mär|maart|мар|бер|břez|mrt|maalis|μαρ|מרץ|مارس|már|ožu|bře"),
        (4, "apr|avr|abr|апр|квіт|nis|kwi|dub|huhti|απρ|אפר|أبريل|ápr|tra"), (5, "may|mai|mag|maj|mei|май|мая|трав|tou|touko|kvě|μαΐ|μάι|מאי|مايو|máj|svi|мај"), (6, "jun|juin|giu|июн|черв|haz|cze|červen|červn|kesä|ιουν|יונ|يونيو|jún|lipnj|lipanj|juuni|iun|jūn|čvn|юни|јун"),
        (7, "jul|juil|lug|июл|лип|tem|lip|červenec|červenc|heinä|ιουλ|יול|يوليو|júl|srpnj|srpanj|juuli|iul|jūl|čvc|юли|јул"), (8, "aug|août|aou|ago|авг|серп|ağu|sie|srp|elo|αυγ|אוג|أغسطس|avg|kol|agu|ágú"), (9, "sep|set|сен|вер|eyl|wrz|zář|syys|σεπ|ספט|سبتمبر|szep|ruj"),
        (10, "oct|okt|ott|out|окт|жовт|eki|paź|říj|loka|οκτ|אוק|أكتوبر"), (11, "nov|noy|ноя|лист|kas|lis|listopad|marras|νοε|נוב|نوفمبر|noi|stu|nóv|ное|нов"), (12, "dec|déc|dez|dic|des|дек|груд|ara|gru|pro|joulu|δεκ|דצמ|ديسمبر|dets|дец"),
    ];

    private readonly List<int> figures = [];
    private bool pm;
    private bool am;
    private bool slashes;
    private bool hasTime;
    private int croatian;
    private bool yearDotted;

    /// <summary>"Lis" is November in Polish and Czech, and October in Croatian, which writes a dot behind the year.</summary>
    public int Month { get => croatian > 0 && yearDotted ? croatian : month; private set => month = value; }

    private int month;

    public int Year { get; private set; }

    public int Day { get; private set; }

    public int Hour => pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;

    private int hour;

    public int Minute { get; private set; }

    public int Second { get; private set; }

    public TimeSpan Offset { get; private set; }

    public void Take(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                i = TakeFigure(text, i);
            }
            else if (char.IsLetter(text[i]))
            {
                i = TakeWord(text, i);
            }
            else if (text[i] is '+' or '-' or '−' && hasTime && Zone(text.AsSpan(i + 1), out var minutes, out var length))
            {
                Offset = TimeSpan.FromMinutes(text[i] == '+' ? minutes : -minutes);
                i += length + 1;
            }
            else
            {
                slashes |= text[i] == '/';
                i++;
            }
        }

        if (Month > 0)
        {
            Year = figures.Find(f => f > 31);
            Day = figures.Find(f => f is >= 1 and <= 31);
            Year = Year == 0 && figures.Count > 1 ? figures[^1] : Year;
        }
    }

    /// <summary>Figures only: 2024-01-31, 31.01.2024, 1/31/2024; month first where AM or PM is written or no other order is possible.</summary>
    public bool TryNumeric(out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        if (figures.Count is < 3 or > 5)
        {
            return false;
        }

        if (figures[0] > 31)
        {
            (year, month, day) = (figures[0], figures[1], figures[2]);
            return true;
        }

        year = figures[2];
        var monthFirst = slashes && ((am || pm) ? figures[0] <= 12 : figures[1] > 12);
        (month, day) = monthFirst ? (figures[0], figures[1]) : (figures[1], figures[0]);
        return true;
    }

    private int TakeFigure(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var value = end - start <= 4 ? int.Parse(text.AsSpan(start, end - start), CultureInfo.InvariantCulture) : 0;
        var separator = end < text.Length ? text[end] : ' ';
        var time = separator == ':' || (separator is 'h' or '時' or '时' or '시') || (separator == '.' && figures.Count >= (Month > 0 ? 2 : 3));
        if (!hasTime && time && value < 24 && (separator is '時' or '时' or '시' || (end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            hasTime = true;
            hour = value;
            return TakeMinutes(text, end + 1);
        }

        yearDotted |= value > 31 && separator == '.' && Month > 0;
        if (figures.Count < 6)
        {
            figures.Add(value);
        }

        return end;
    }

    private int TakeMinutes(string text, int i)
    {
        Minute = Two(text, ref i);
        if (i + 1 < text.Length && text[i] is ':' or '.' or '分' && char.IsAsciiDigit(text[i + 1]))
        {
            i++;
            Second = Two(text, ref i);
        }

        return i;
    }

    private static int Two(string text, ref int i)
    {
        var value = 0;
        for (var count = 0; count < 2 && i < text.Length && char.IsAsciiDigit(text[i]); count++)
        {
            value = (value * 10) + (text[i++] - '0');
        }

        return value < 60 ? value : 0;
    }

    private int TakeWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        var word = text.AsSpan(start, end - start);
        pm |= (hasTime && word.Equals("pm", StringComparison.OrdinalIgnoreCase)) || word is "午後" or "下午" or "오후" || (word is "p" && text.AsSpan(end).StartsWith(".m", StringComparison.OrdinalIgnoreCase));
        am |= (hasTime && word.Equals("am", StringComparison.OrdinalIgnoreCase)) || word is "午前" or "上午" or "오전" || (word is "a" && text.AsSpan(end).StartsWith(".m", StringComparison.OrdinalIgnoreCase));
        if (word.Length >= 3 && MonthOf(word) is > 0 and var found)
        {
            Month = found; // the last one: "mar. 16 janv." begins with a day of the week
            croatian = word is "lip" ? 6 : word is "srp" ? 7 : word is "lis" or "listopada" ? 10 : 0;
        }

        return end;
    }

    private static int MonthOf(ReadOnlySpan<char> word)
    {
        var best = 0;
        var longest = 0;
        foreach (var (month, beginnings) in Months)
        {
            foreach (var range in beginnings.AsSpan().Split('|'))
            {
                var beginning = beginnings.AsSpan(range);
                if (beginning.Length > longest && word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                {
                    (best, longest) = (month, beginning.Length);
                }
            }
        }

        return best;
    }

    /// <summary>hhmm, hh:mm or hh.</summary>
    private static bool Zone(ReadOnlySpan<char> text, out int minutes, out int length)
    {
        minutes = 0;
        length = 0;
        Span<char> digits = stackalloc char[4];
        var count = 0;
        while (length < text.Length && count < 4 && (char.IsAsciiDigit(text[length]) || (text[length] == ':' && count == 2)))
        {
            if (text[length] != ':')
            {
                digits[count++] = text[length];
            }

            length++;
        }

        if (count is 0 or 3)
        {
            return false;
        }

        var hours = count <= 2 ? int.Parse(digits[..count], CultureInfo.InvariantCulture) : int.Parse(digits[..2], CultureInfo.InvariantCulture);
        minutes = (hours * 60) + (count == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0);
        return minutes <= 14 * 60;
    }
}
