namespace HeadDesk.Mail.Mime.Tree;

/// <summary>One line: where it begins, where its text ends, where the next one begins. CRLF and the bare form are taken alike.</summary>
internal readonly ref struct Line
{
    public Line(ReadOnlySpan<byte> source, int start, byte lineEnd)
    {
        Start = start;
        var length = source[start..].IndexOf(lineEnd);
        if (length < 0)
        {
            End = Next = source.Length;
            return;
        }

        End = start + length;
        Next = End + 1;
        if (lineEnd == '\n' && End > start && source[End - 1] == '\r')
        {
            End--;
        }
    }

    public int Start { get; }

    public int End { get; }

    public int Next { get; }
}
