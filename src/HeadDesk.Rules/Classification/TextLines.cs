namespace HeadDesk.Rules.Classification;

/// <summary>A text cut into lines, once, so that rules may look ahead and back without copying.</summary>
/// <remarks>Lines past <see cref="MaxLines"/> are one last line: rules look at the beginning, nothing is lost.</remarks>
internal readonly struct TextLines
{
    public const int MaxLines = 50_000;

    private readonly string text;
    private readonly int[] starts;

    private TextLines(string text, int[] starts, int count)
    {
        this.text = text;
        this.starts = starts;
        Count = count;
    }

    public int Count { get; }

    /// <summary>The line without its end and without spaces around it.</summary>
    public ReadOnlySpan<char> this[int line]
    {
        get
        {
            var raw = Raw(line);
            return !raw.IsEmpty && (raw[0] is <= ' ' or > '~' || raw[^1] is <= ' ' or > '~') ? raw.Trim(Blanks) : raw;
        }
    }

    /// <summary>The line with its indentation, without CR and LF.</summary>
    public ReadOnlySpan<char> Raw(int line)
    {
        var (start, end) = (starts[line], starts[line + 1]);
        end -= end > start && text[end - 1] == '\n' ? 1 : 0;
        end -= end > start && text[end - 1] == '\r' ? 1 : 0;
        return text.AsSpan(start, end - start);
    }

    /// <summary>Lines <paramref name="from"/> up to but not including <paramref name="to"/>, ends included.</summary>
    public ReadOnlySpan<char> Range(int from, int to) => text.AsSpan(starts[from], starts[to] - starts[from]);

    /// <summary>White space as mail has it: with no-break spaces, zero-width marks and the byte order mark.</summary>
    public const string Blanks = " \t\r\n\f\v\u00A0\u2002\u2003\u2007\u2009\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202F\u2066\u2067\u2068\u2069\u3000\uFEFF";

    public static TextLines Of(string text)
    {
        var starts = new int[(text.Length / 24) + 4];
        var count = 0;
        var position = 0;
        while (position < text.Length)
        {
            if (count + 2 > starts.Length)
            {
                Array.Resize(ref starts, starts.Length * 2);
            }

            starts[count++] = position;
            var end = count < MaxLines ? text.AsSpan(position).IndexOfAny('\n', '\r') : -1;
            if (end < 0)
            {
                break;
            }

            position += end + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
            {
                position++;
            }
        }

        starts[count] = text.Length;
        return new TextLines(text, starts, count);
    }
}
