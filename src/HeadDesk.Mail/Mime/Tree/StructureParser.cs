using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Tree;

/// <summary>
/// One pass over the bytes: header blocks line by line, bodies by looking for a line end followed by "--". No recursion; what is
/// open lies on <see cref="OpenEntities"/>.
/// </summary>
internal sealed class StructureParser(ReadOnlyMemory<byte> source, MimeLimits limits, DefectLog defects)
{
    /// <summary>Each search may read the whole message.</summary>
    private const int MaxSearches = 16;

    private const int MaxPreambleLines = 16;

    private readonly OpenEntities _open = new();
    private readonly byte _lineEnd = LineEndOf(source.Span);
    private int _parts;
    private int _searches;

    public MimePart Run()
    {
        using var headers = new HeaderScanner(_lineEnd, limits, defects);
        var root = Begin(headers, 0, null);
        var position = _open.Top.BodyStart;
        while (TryFindDelimiter(position, out var line, out var kind, out var owner))
        {
            CloseAbove(owner, line.Start);
            position = line.Next;
            if (kind == DelimiterKind.Closing)
            {
                _open.Pop().BodyEnd = line.Next;
            }
            else if (_parts >= limits.MaxParts)
            {
                defects.Add($"multipart: more than {limits.MaxParts} parts; the rest is left unread");
                break;
            }
            else if (line.Next < source.Length)
            {
                Begin(headers, line.Next, _open.Top);
                position = _open.Top.BodyStart;
            }
        }

        CloseAll();
        return root;
    }

    /// <summary>Bare CR ends lines only in a message whose first line ends so (old Macintosh files).</summary>
    private static byte LineEndOf(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return first >= 0 && bytes[first] == '\r' && !bytes[first..].TrimStart((byte)'\r').StartsWith("\n"u8) ? (byte)'\r' : (byte)'\n';
    }

    /// <summary>Opens the part at <paramref name="start"/> and, where it is a message, the message in it, and so on.</summary>
    private MimePart Begin(HeaderScanner headers, int start, MimePart? parent)
    {
        var span = source.Span;
        MimePart? outermost = null;
        while (true)
        {
            headers.Scan(span, start, _open, ofMessage: parent is not { IsMultipart: true });
            if (headers.Fields.IsEmpty && headers.BodyStart > start && parent is { IsMultipart: true, MediaType: not MediaTypes.Digest }
                && IsPartField(span[headers.BodyStart..new Line(span, headers.BodyStart, _lineEnd).End]))
            {
                defects.Add("header: a blank line stands before the fields of a part");
                start = headers.BodyStart;
                headers.Scan(span, start, _open, ofMessage: false);
            }

            var part = new MimePart(source, limits, parent, headers.Fields, start, headers.BodyStart);
            outermost ??= part;
            parent?.Add(part);
            _parts++;
            if (!Enter(part) || !part.IsMessage)
            {
                return outermost;
            }

            parent = part;
            start = part.BodyStart;
        }
    }

    /// <returns>true = the part holds others, which are to be looked for</returns>
    private bool Enter(MimePart part)
    {
        var boundary = part.IsMultipart ? BoundaryParameter.Find(source, part.Headers.RawValue("Content-Type")) : default;
        var container = !boundary.IsEmpty || (part.IsMessage && part.TransferEncoding == TransferEncoding.Identity);
        if (container && (_open.Depth >= limits.MaxDepth || _parts >= limits.MaxParts))
        {
            defects.Add(_parts >= limits.MaxParts
                ? $"multipart: more than {limits.MaxParts} parts; the rest is left unread"
                : $"multipart: nested deeper than {limits.MaxDepth}; the rest is left unread");
            boundary = default;
            container = false;
        }
        else if (part.IsMultipart)
        {
            boundary = boundary.IsEmpty ? GuessBoundary(part) : Corrected(part, boundary);
            container = !boundary.IsEmpty;
        }

        _open.Push(part, boundary, container);
        return container;
    }

    /// <summary>A multipart that names no boundary: its first line beginning with "--", when a header or blank line follows it.</summary>
    private ReadOnlyMemory<byte> GuessBoundary(MimePart part)
    {
        defects.Add("multipart: boundary parameter missing");
        var span = source.Span;
        if (!span[part.BodyStart..].StartsWith("--"u8))
        {
            return default;
        }

        var line = new Line(span, part.BodyStart, _lineEnd);
        var text = span[line.Start..line.End].TrimEnd(" \t\r"u8);
        var next = new Line(span, line.Next, _lineEnd);
        var fields = HeaderNames.TryRead(span[next.Start..next.End], out _, out _) || next.Start == next.End;
        return fields && text.Length > 2 ? source.Slice(part.BodyStart + 2, text.Length - 2) : default;
    }

    /// <summary>
    /// A boundary that the header states wrongly (in other letters, in stray marks, of another mail): where delimiters that fit nothing
    /// begin the body and the stated one never comes, theirs is taken.
    /// </summary>
    private ReadOnlyMemory<byte> Corrected(MimePart part, ReadOnlyMemory<byte> stated)
    {
        var span = source.Span;
        for (var (position, count) = (part.BodyStart, 0); position < span.Length && count < MaxPreambleLines; count++)
        {
            var line = new Line(span, position, _lineEnd);
            position = line.Next;
            if (!span[line.Start..line.End].StartsWith("--"u8))
            {
                continue;
            }

            var text = span[line.Start..line.End].TrimEnd(" \t\r"u8);
            var next = new Line(span, line.Next, _lineEnd);
            if (text.Length == 2 || text[2..].StartsWith(stated.Span) || !IsPartField(span[next.Start..next.End]) || _open.Fits(text)
                || _searches++ >= MaxSearches || Comes(stated.Span, line.Next))
            {
                break;
            }

            defects.Add("multipart: the boundary is another one than the header says");
            return source.Slice(line.Start + 2, text.Length - 2);
        }

        return stated;
    }

    private static bool IsPartField(ReadOnlySpan<byte> line) =>
        HeaderNames.TryRead(line, out var length, out _) && length > 8 && Ascii.EqualsIgnoreCase(line[..8], "Content-"u8);

    private bool Comes(ReadOnlySpan<byte> boundary, int position)
    {
        var rest = source.Span[position..];
        while (rest.IndexOf(boundary) is var found and >= 0)
        {
            if (found >= 2 && rest[found - 1] == '-' && rest[found - 2] == '-')
            {
                return true;
            }

            rest = rest[(found + boundary.Length)..];
        }

        return false;
    }

    private bool TryFindDelimiter(int position, out Line line, out DelimiterKind kind, out int owner)
    {
        var span = source.Span;
        var needle = _lineEnd == '\n' ? "\n--"u8 : "\r--"u8;
        line = default;
        kind = DelimiterKind.None;
        owner = -1;
        if (_open.Depth == 0)
        {
            return false;
        }

        // The line end before the body counts: a delimiter may be the body's first line.
        position = Math.Max(0, position - 1);
        while (position < span.Length)
        {
            var found = span[position..].IndexOf(needle);
            if (found < 0)
            {
                return false;
            }

            line = new Line(span, position + found + 1, _lineEnd);
            kind = _open.Match(span[line.Start..line.End], out owner);
            if (kind != DelimiterKind.None)
            {
                return true;
            }

            position = Math.Max(line.Start + 1, line.Next - 1);
        }

        return false;
    }

    /// <summary>The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).</summary>
    private void CloseAbove(int owner, int lineStart)
    {
        var span = source.Span;
        var end = lineStart > 0 ? lineStart - 1 : 0;
        if (end > 0 && span[end - 1] == '\r' && _lineEnd == '\n')
        {
            end--;
        }

        while (_open.Count > owner + 1)
        {
            NoteUnclosed(_open.Count - 1);
            var part = _open.PopUnclosed(owner);
            part.BodyEnd = Math.Max(part.BodyStart, end);
        }
    }

    private void CloseAll()
    {
        if (TryFindUnbrokenClosing(out var owner, out var end))
        {
            while (_open.Count > owner)
            {
                var part = _open.Pop();
                part.BodyEnd = _open.Count == owner ? source.Length : Math.Max(part.BodyStart, end);
            }
        }

        while (_open.Count > 0)
        {
            NoteUnclosed(_open.Count - 1);
            _open.Pop().BodyEnd = source.Length;
        }
    }

    /// <summary>The message ends in a closing delimiter before which the line end was forgotten.</summary>
    private bool TryFindUnbrokenClosing(out int owner, out int end)
    {
        var text = source.Span.TrimEnd(" \t\r\n"u8);
        for (owner = 0, end = 0; text.EndsWith("--"u8) && owner < _open.Count; owner++)
        {
            var boundary = _open.BoundaryOf(owner);
            end = text.Length - boundary.Length - 4;
            if (!boundary.IsEmpty && end > _open.Top.BodyStart && text[(end + 2)..^2].SequenceEqual(boundary) && text[end..].StartsWith("--"u8))
            {
                defects.Add("multipart: line end missing before the closing boundary");
                return true;
            }
        }

        return false;
    }

    private void NoteUnclosed(int index)
    {
        if (_open[index].IsMultipart && _open[index].HasBoundary)
        {
            defects.Add(_open.HasSeparated(index) ? "multipart: closing boundary missing" : "multipart: boundary never found");
        }
    }
}
