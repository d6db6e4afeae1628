using System.Buffers;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>
/// Lines of text under construction, in a rented buffer: blanks collapsed, line ends owed but not yet written, quotation marks before each
/// line.
/// </summary>
internal sealed class TextLines : IDisposable
{
    /// <summary>Deeper quotations look the same as this.</summary>
    private const int MaxQuoteMarks = 20;

    private const int FirstSize = 4096;

    /// <summary>Blanks, and what is nothing to see: the padding of preview texts, soft hyphens.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\n\f\r\0\u00A0\u00AD\u034F\u200B\u200C\uFEFF");

    private char[] _text = ArrayPool<char>.Shared.Rent(FirstSize);
    private int _length;
    private int _owed;
    private bool _blankOwed;
    private bool _cellOwed;
    private bool _lineEmpty = true;
    private int _depth;
    private int _lastDepth;

    public int Length => _length;

    public int QuoteDepth
    {
        get => _depth;
        set => _depth = Math.Max(0, value);
    }

    /// <summary>Nothing stands behind the mark of a list item yet: its first paragraph begins there.</summary>
    public bool AfterMark { get; private set; }

    /// <summary>Text since a former <see cref="Length"/>; valid until more is written.</summary>
    public ReadOnlySpan<char> Since(int start) => _text.AsSpan(Math.Min(start, _length).._length).Trim();

    /// <summary>Ends the line, if there is one, and asks for <paramref name="lineEnds"/> line ends before the next text.</summary>
    public void Break(int lineEnds)
    {
        if (lineEnds > 0)
        {
            AfterMark = false;
            _owed = Math.Max(_owed, lineEnds - (_lineEmpty ? 1 : 0));
            _blankOwed = _cellOwed = false;
        }
    }

    /// <summary>One line end, whatever stands there (<c>br</c>).</summary>
    public void NewLine()
    {
        PayLineEnds();
        if (_lineEmpty && _length > 0)
        {
            AppendMarks(_depth);
        }

        Write("\n");
        _lineEmpty = true;
        _blankOwed = _cellOwed = false;
    }

    public void Mark(ReadOnlySpan<char> mark)
    {
        Append(mark, true);
        AfterMark = true;
    }

    public void Cell() => _cellOwed |= !_lineEmpty && _owed == 0;

    public void Append(ReadOnlySpan<char> text, bool preformatted)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Special);
            run = run < 0 ? text.Length : run;
            if (run > 0)
            {
                Put(text[..run]);
                text = text[run..];
                continue;
            }

            TakeSpecial(text[0], preformatted);
            text = text[1..];
        }
    }

    /// <summary>Trims the lines and drops superfluous blank ones, in place: what is kept never moves to the right.</summary>
    public string Finish()
    {
        Grow(1);
        var all = _text.AsSpan();
        var (written, blankLines) = (0, 0);
        for (var start = 0; start <= _length;)
        {
            var end = all[start.._length].IndexOf('\n');
            end = end < 0 ? _length : start + end;
            var line = all[start..end].TrimEnd();
            blankLines = line.Length == 0 ? blankLines + 1 : 0;
            if (blankLines <= 2 && (line.Length > 0 || written > 0))
            {
                line.CopyTo(all[written..]);
                written += line.Length;
                all[written++] = '\n';
            }

            start = end + 1;
        }

        return new string(all[..written].TrimEnd());
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void TakeSpecial(char c, bool preformatted)
    {
        switch (c)
        {
            case '\n' when preformatted:
                NewLine();
                break;
            case ' ' or '\t' or '\f' when preformatted:
                Put([c]);
                break;
            case ' ' or '\t' or '\n' or '\f':
                _blankOwed = !AfterMark;
                break;
            case '\u00A0':
                Put(" ");
                break;
        }
    }

    private void Put(ReadOnlySpan<char> text)
    {
        AfterMark = false;
        PayLineEnds();
        if (_lineEmpty)
        {
            AppendMarks(_depth);
            _lastDepth = _depth;
        }
        else if (_cellOwed)
        {
            Write(" | ");
        }
        else if (_blankOwed)
        {
            Write(" ");
        }

        _lineEmpty = _blankOwed = _cellOwed = false;
        Write(text);
    }

    private void PayLineEnds()
    {
        if (_owed > 0 && _length > 0)
        {
            // A blank line between two lines of one quotation belongs to it.
            Write("\n");
            for (var i = 1; i < _owed; i++)
            {
                AppendMarks(Math.Min(_depth, _lastDepth));
                Write("\n");
            }
        }

        _lineEmpty |= _owed > 0;
        _owed = 0;
    }

    private void AppendMarks(int depth)
    {
        for (var i = 0; i < Math.Min(depth, MaxQuoteMarks); i++)
        {
            Write("> ");
        }
    }

    private void Write(ReadOnlySpan<char> text)
    {
        Grow(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void Grow(int room)
    {
        if (_text.Length - _length >= room)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_text.Length * 2, _length + room));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }
}
