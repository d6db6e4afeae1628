using System.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>Lines of text under construction: blanks collapsed, line ends owed but not yet written, quotation marks before each line.</summary>
internal sealed class TextLines
{
    /// <summary>Deeper quotations look the same as this.</summary>
    private const int MaxQuoteMarks = 20;

    private readonly StringBuilder _text = new();
    private int _owed;
    private bool _blankOwed;
    private bool _cellOwed;
    private bool _lineEmpty = true;
    private int _depth;
    private int _lastDepth;

    public int Length => _text.Length;

    public int QuoteDepth
    {
        get => _depth;
        set => _depth = Math.Max(0, value);
    }

    /// <summary>Text since a former <see cref="Length"/>.</summary>
    public string Since(int start) => _text.ToString(Math.Min(start, _text.Length), Math.Max(0, _text.Length - start)).Trim();

    /// <summary>Ends the line, if there is one, and asks for <paramref name="lineEnds"/> line ends before the next text.</summary>
    public void Break(int lineEnds)
    {
        if (lineEnds > 0)
        {
            _owed = Math.Max(_owed, lineEnds - (_lineEmpty ? 1 : 0));
            _blankOwed = _cellOwed = false;
        }
    }

    /// <summary>One line end, whatever stands there (<c>br</c>).</summary>
    public void NewLine()
    {
        PayLineEnds();
        if (_lineEmpty && _text.Length > 0)
        {
            AppendMarks(_depth);
        }

        _text.Append('\n');
        _lineEmpty = true;
        _blankOwed = _cellOwed = false;
    }

    public void Cell() => _cellOwed |= !_lineEmpty && _owed == 0;

    public void Append(string text, bool preformatted)
    {
        foreach (var c in text)
        {
            if (preformatted && c == '\n')
            {
                NewLine();
            }
            else if (c is '\r' or '\0' or '\u200B' or '\u200C' or '\u00AD' or '\uFEFF' or '\u034F')
            {
                // Padding of preview texts and soft hyphens: nothing to see.
            }
            else if (!preformatted && c is ' ' or '\t' or '\n' or '\f')
            {
                _blankOwed = true;
            }
            else
            {
                Put(c == '\u00A0' ? ' ' : c);
            }
        }
    }

    public string Finish()
    {
        var result = new StringBuilder(_text.Length);
        var blankLines = 0;
        foreach (var line in _text.ToString().Split('\n'))
        {
            var trimmed = line.TrimEnd();
            blankLines = trimmed.Length == 0 ? blankLines + 1 : 0;
            if (blankLines <= 2 && (trimmed.Length > 0 || result.Length > 0))
            {
                result.Append(trimmed).Append('\n');
            }
        }

        return result.ToString().TrimEnd();
    }

    private void Put(char c)
    {
        PayLineEnds();
        if (_lineEmpty)
        {
            AppendMarks(_depth);
            _lastDepth = _depth;
        }
        else if (_cellOwed)
        {
            _text.Append(" | ");
        }
        else if (_blankOwed)
        {
            _text.Append(' ');
        }

        _lineEmpty = _blankOwed = _cellOwed = false;
        _text.Append(c);
    }

    private void PayLineEnds()
    {
        if (_owed > 0 && _text.Length > 0)
        {
            // A blank line between two lines of one quotation belongs to it.
            _text.Append('\n');
            for (var i = 1; i < _owed; i++)
            {
                AppendMarks(Math.Min(_depth, _lastDepth));
                _text.Append('\n');
            }
        }

        _lineEmpty |= _owed > 0;
        _owed = 0;
    }

    private void AppendMarks(int depth)
    {
        for (var i = 0; i < Math.Min(depth, MaxQuoteMarks); i++)
        {
            _text.Append("> ");
        }
    }
}
