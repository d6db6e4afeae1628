namespace HeadDesk.Daemon.Sending.Templates.Checking;

/// <summary>Something in double braces.</summary>
/// <param name="Words">What stands between the braces, divided at blanks; a quoted text is one word, with its quotation marks.</param>
/// <param name="Opening"><c>#</c>, <c>/</c>, <c>&gt;</c>, <c>^</c>, <c>&amp;</c>, <c>{</c>, or a blank where the tag begins with a word.</param>
internal sealed record TemplateTag(char Opening, IReadOnlyList<TagWord> Words, int Line, int Column)
{
    private const string Openings = "#/>^&{*";

    /// <summary>All tags but comments, in order. Linear in the length of the text.</summary>
    /// <param name="lines">Tags may reach over several of them.</param>
    /// <param name="unclosed">The place of a tag that never ends; null where all do.</param>
    public static List<TemplateTag> In(IReadOnlyList<TemplateLine> lines, out (int Line, int Column)? unclosed)
    {
        var text = string.Join('\n', lines.Select(l => l.Text));
        var place = new Place(text);
        var tags = new List<TemplateTag>();
        unclosed = null;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0;)
        {
            place.MoveTo(open);
            var (line, column) = (place.Line, place.Column);
            var isComment = text.AsSpan(open + 2).TrimStart('~').StartsWith("!");
            var isLong = text.AsSpan(open + 2).TrimStart('~').StartsWith("!--");
            var close = text.IndexOf(isLong ? "--" : "}}", open + 2, StringComparison.Ordinal);
            close = isLong && close >= 0 ? text.IndexOf("--}}", open + 2, StringComparison.Ordinal) : close;
            if (close < 0)
            {
                unclosed = (line, column);
                break;
            }

            var end = close + (isLong ? 4 : 2);
            if (!isComment)
            {
                tags.Add(Of(text, open + 2, close, place, line, column));
            }

            open = text.IndexOf("{{", end, StringComparison.Ordinal);
        }

        return tags;
    }

    private static TemplateTag Of(string text, int from, int to, Place place, int line, int column)
    {
        while (from < to && text[from] is '~' or ' ')
        {
            from++;
        }

        var opening = from < to && Openings.Contains(text[from], StringComparison.Ordinal) ? text[from++] : ' ';
        var words = new List<TagWord>();
        var end = to > from && text[to - 1] == '~' ? to - 1 : to;
        while (from < end)
        {
            if (char.IsWhiteSpace(text[from]))
            {
                from++;
                continue;
            }

            var start = from;
            var quote = text[from] is '"' or '\'' ? text[from++] : '\0';
            while (from < end && (quote != '\0' ? text[from] != quote : !char.IsWhiteSpace(text[from])))
            {
                from++;
            }

            from = quote != '\0' && from < end ? from + 1 : from;
            place.MoveTo(start);
            words.Add(new TagWord(text[start..from], place.Line, place.Column));
        }

        return new TemplateTag(opening, words, line, column);
    }

    /// <summary>Line (from 0, an index) and column (from 1) of an offset that only grows.</summary>
    private sealed class Place(string text)
    {
        private int _offset;
        private int _lineStart;

        public int Line { get; private set; }

        public int Column => _offset - _lineStart + 1;

        public void MoveTo(int offset)
        {
            for (; _offset < offset; _offset++)
            {
                if (text[_offset] == '\n')
                {
                    Line++;
                    _lineStart = _offset + 1;
                }
            }
        }
    }
}

/// <param name="Line">Index of the line, from 0.</param>
/// <param name="Column">From 1.</param>
internal sealed record TagWord(string Text, int Line, int Column);
