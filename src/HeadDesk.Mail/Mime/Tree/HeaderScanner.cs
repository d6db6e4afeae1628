using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Tree;

/// <summary>
/// Finds the fields of a header block and where its body begins. Lines that are no fields are judged by what stands around them:
/// skipped when fields go on after them, else taken as the body of a message whose blank line is missing.
/// </summary>
internal sealed class HeaderScanner(byte lineEnd, MimeLimits limits, DefectLog defects) : IDisposable
{
    private const int MaxLookAhead = 4;

    private FieldSpan[] _fields = ArrayPool<FieldSpan>.Shared.Rent(64);
    private int _count;
    private int _kept;
    private bool _cut;

    public int BodyStart { get; private set; }

    public ReadOnlySpan<FieldSpan> Fields => _fields.AsSpan(0, _count);

    /// <param name="source">The whole message.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="open">Whose delimiters end a header early.</param>
    /// <param name="ofMessage">A message, not a body part: an mbox line or stray blank lines may stand first.</param>
    public void Scan(ReadOnlySpan<byte> source, int start, OpenEntities open, bool ofMessage)
    {
        _count = 0;
        var position = ofMessage ? SkipLeadIn(source, start) : start;
        var limit = (int)Math.Min(source.Length, (long)start + limits.MaxHeaderBytes);
        while (position < source.Length)
        {
            var line = new Line(source, position, lineEnd);
            var text = source[position..line.End];
            if (text.IndexOfAnyExcept((byte)'\r') < 0)
            {
                position = line.Next;
                break;
            }

            if (!TakeLine(source, line, text, open, position < limit))
            {
                break;
            }

            position = line.Next;
        }

        BodyStart = position;
    }

    public void Dispose() => ArrayPool<FieldSpan>.Shared.Return(_fields);

    /// <returns>false = the header has ended before this line</returns>
    private bool TakeLine(ReadOnlySpan<byte> source, Line line, ReadOnlySpan<byte> text, OpenEntities open, bool withinLimit)
    {
        if (text[0] is (byte)' ' or (byte)'\t')
        {
            return TakeContinuation(source, line, text, withinLimit);
        }

        if (text.StartsWith("--"u8) && open.Match(text, out _) != DelimiterKind.None)
        {
            defects.Add("header: ended by a boundary, the blank line is missing");
            return false;
        }

        if (HeaderNames.TryRead(text, out var nameLength, out var colon))
        {
            Add(new FieldSpan(line.Start, (ushort)nameLength, (ushort)colon, line.End), withinLimit);
            return true;
        }

        // "--" begins a part whose multipart is only just being declared; any other stray line amid fields is skipped.
        if (!text.StartsWith("--"u8) && FieldsGoOn(source, line.Next, wellKnown: true))
        {
            defects.Add("header: a line that is not a field was skipped");
            return true;
        }

        defects.Add(_count == 0 ? "header: missing" : "header: the blank line before the body is missing");
        return false;
    }

    private bool TakeContinuation(ReadOnlySpan<byte> source, Line line, ReadOnlySpan<byte> text, bool withinLimit)
    {
        var blank = text.IndexOfAnyExcept(" \t\r"u8) < 0;
        if (blank && !FieldsGoOn(source, line.Next, wellKnown: false))
        {
            return false;
        }

        if (_count == 0)
        {
            return FieldsGoOn(source, line.Next, wellKnown: true);
        }

        if (withinLimit)
        {
            _fields[_count - 1] = _fields[_count - 1] with { End = line.End };
        }

        return true;
    }

    /// <summary>After a line that is none: a field, or the rest of one and then a field.</summary>
    private bool FieldsGoOn(ReadOnlySpan<byte> source, int next, bool wellKnown)
    {
        for (var i = 0; i < MaxLookAhead; i++)
        {
            if (next >= source.Length)
            {
                return i > 0;
            }

            var line = new Line(source, next, lineEnd);
            if (line.End == line.Start || source[line.Start] is not ((byte)' ' or (byte)'\t'))
            {
                return NextIsField(source, next, wellKnown || i > 0);
            }

            next = line.Next;
        }

        return false;
    }

    private bool NextIsField(ReadOnlySpan<byte> source, int next, bool wellKnown)
    {
        if (next >= source.Length)
        {
            return false;
        }

        var line = new Line(source, next, lineEnd);
        return HeaderNames.TryRead(source[next..line.End], out var length, out _)
            && (!wellKnown || HeaderNames.IsWellKnown(source.Slice(next, length)));
    }

    private void Add(FieldSpan field, bool withinLimit)
    {
        if (!withinLimit || _kept >= limits.MaxHeaderFields)
        {
            if (!_cut)
            {
                defects.Add(withinLimit
                    ? $"header: more than {limits.MaxHeaderFields} fields; the rest is skipped"
                    : $"header: longer than {limits.MaxHeaderBytes} bytes; the rest is skipped");
            }

            _cut = true;
            return;
        }

        if (_count == _fields.Length)
        {
            var larger = ArrayPool<FieldSpan>.Shared.Rent(_count * 2);
            _fields.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<FieldSpan>.Shared.Return(_fields);
            _fields = larger;
        }

        _fields[_count++] = field;
        _kept++;
    }

    /// <summary>Byte order mark, blank lines and the mbox separator (RFC 4155) that may stand before the first field.</summary>
    private int SkipLeadIn(ReadOnlySpan<byte> source, int start)
    {
        var position = source[start..].StartsWith("\uFEFF"u8) ? start + 3 : start;
        var first = position;
        while (position < source.Length && source[position] is (byte)'\r' or (byte)'\n')
        {
            position++;
        }

        var rest = source[position..];
        if (rest.StartsWith("From "u8) || rest.StartsWith(">From "u8))
        {
            var line = new Line(source, position, lineEnd);
            return HeaderNames.TryRead(source[position..line.End], out _, out _) ? position : line.Next;
        }

        return position == first || NextIsField(source, position, wellKnown: true) ? position : first;
    }
}
