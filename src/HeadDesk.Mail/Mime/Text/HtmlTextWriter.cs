using System.Globalization;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>What each element does to the text; knows open elements only by counting them, so nesting costs nothing.</summary>
internal sealed class HtmlTextWriter(Func<string, string?>? imageName) : IDisposable
{
    private const int MaxListDepth = 20;
    private const int LongestAttribute = 2_000;

    private readonly TextLines _lines = new();
    private readonly List<int> _lists = [];
    private string? _hiddenBy;
    private int _hiddenDepth;
    private int _preformatted;
    private bool _tight;
    private string? _linesKeptBy;
    private int _linesKeptDepth;
    private string? _link;
    private int _linkStart;

    public int Length => _lines.Length;

    public void Text(ReadOnlySpan<char> text)
    {
        if (_hiddenBy == null)
        {
            _lines.Append(text, _preformatted > 0 || _linesKeptBy != null);
        }
    }

    /// <param name="name">The element's name, as <see cref="HtmlElements.NameOf"/> gives it.</param>
    /// <param name="tag">Its attributes; valid until the next token.</param>
    public void Open(string name, ref StructHtmlToken tag)
    {
        if (_hiddenBy != null)
        {
            _hiddenDepth += name == _hiddenBy && !tag.IsSelfClosing ? 1 : 0;
            return;
        }

        if (HtmlElements.IsVoid(name))
        {
            OpenVoid(name, ref tag);
            return;
        }

        var style = Attribute(ref tag, "style");
        if (HtmlElements.IsNeverShown(name) || HtmlElements.IsHidden(style) || !Attribute(ref tag, "hidden").IsEmpty)
        {
            (_hiddenBy, _hiddenDepth) = tag.IsSelfClosing ? (null, 0) : (name, 1);
            return;
        }

        // A paragraph or cell ends where the next one begins.
        if (_linesKeptBy == null || (name == _linesKeptBy && name is "p" or "td"))
        {
            (_linesKeptBy, _linesKeptDepth) = HtmlElements.KeepsLines(name, style) ? (name, 1) : (null, 0);
        }
        else
        {
            _linesKeptDepth += name == _linesKeptBy ? 1 : 0;
        }

        _tight = name == "p" ? HtmlElements.IsTight(Attribute(ref tag, "class")) : _tight;
        OpenShown(name, ref tag);
    }

    public void Close(string name)
    {
        if (_hiddenBy != null)
        {
            if (name == _hiddenBy && --_hiddenDepth == 0)
            {
                _hiddenBy = null;
            }

            return;
        }

        if (name == _linesKeptBy && --_linesKeptDepth == 0)
        {
            _linesKeptBy = null;
        }

        switch (name)
        {
            case "a":
                EndLink();
                break;
            case "blockquote":
                _lines.Break(1);
                _lines.QuoteDepth--;
                _lines.Break(2);
                break;
            case "ul" or "ol":
                EndList();
                break;
            case "pre":
                _preformatted = Math.Max(0, _preformatted - 1);
                _lines.Break(2);
                break;
            case "q":
                Text("\u201D");
                break;
            case "br" or "p":
                Break(name);
                break;
            default:
                _lines.Break(HtmlElements.BlankAround(name));
                break;
        }
    }

    public string Finish()
    {
        EndLink();
        return _lines.Finish();
    }

    public void Dispose() => _lines.Dispose();

    private static ReadOnlySpan<char> Attribute(ref StructHtmlToken tag, string name) =>
        tag.GetAttribute(name).Memory.Span;

    private void Break(string name)
    {
        if (name == "br")
        {
            _lines.NewLine();
        }
        else
        {
            _lines.Break(_tight ? 1 : 2);
        }
    }

    private void OpenVoid(string name, ref StructHtmlToken tag)
    {
        switch (name)
        {
            case "br":
                _lines.NewLine();
                break;
            case "hr":
                _lines.Break(1);
                _lines.Append("----------------------------------------", true);
                _lines.Break(1);
                break;
            case "img":
                ShowImage(ref tag);
                break;
        }
    }

    private void OpenShown(string name, ref StructHtmlToken tag)
    {
        switch (name)
        {
            case "a":
                EndLink();
                _link = Attribute(ref tag, "href").Trim() is var link && HtmlElements.IsWorthShowing(link) ? link.ToString() : null;
                _linkStart = _lines.Length;
                break;
            case "blockquote":
                _lines.Break(_lines.QuoteDepth > 0 ? 1 : 2);
                _lines.QuoteDepth++;
                break;
            case "ul" or "ol":
                StartList(name, ref tag);
                break;
            case "li":
                StartItem(ref tag);
                break;
            case "dd":
                _lines.Break(1);
                _lines.Append("    ", true);
                break;
            case "td" or "th":
                _lines.Cell();
                break;
            case "pre":
                _lines.Break(2);
                _preformatted++;
                break;
            case "q":
                Text("\u201C");
                break;
            case "p" or "div" when _lines.AfterMark:
                break;
            case "p":
                _lines.Break(_tight ? 1 : 2);
                break;
            default:
                _lines.Break(HtmlElements.BlankAround(name));
                break;
        }
    }

    private void StartList(string name, ref StructHtmlToken tag)
    {
        _lines.Break(_lists.Count == 0 ? 2 : 1);
        if (_lists.Count < MaxListDepth)
        {
            var start = int.TryParse(Attribute(ref tag, "start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 1;
            _lists.Add(name == "ol" ? start : int.MinValue);
        }
    }

    private void EndList()
    {
        if (_lists.Count > 0)
        {
            _lists.RemoveAt(_lists.Count - 1);
        }

        _lines.Break(_lists.Count == 0 ? 2 : 1);
    }

    private void StartItem(ref StructHtmlToken tag)
    {
        _lines.Break(1);
        for (var i = 1; i < _lists.Count; i++)
        {
            _lines.Append("  ", true);
        }

        if (_lists.Count == 0 || _lists[^1] == int.MinValue)
        {
            _lines.Mark("* ");
            return;
        }

        if (int.TryParse(Attribute(ref tag, "value"), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _lists[^1] = value;
        }

        _lines.Mark(string.Create(CultureInfo.InvariantCulture, $"{_lists[^1]}. "));
        _lists[^1] = unchecked(_lists[^1] + 1);
    }

    private void ShowImage(ref StructHtmlToken tag)
    {
        var source = Attribute(ref tag, "src");
        var alt = Attribute(ref tag, "alt").Trim();
        var isPart = imageName != null && source.Length < LongestAttribute && source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase);
        if (isPart && imageName!(source.ToString()) is { } name)
        {
            Show("[image: ", name, "]");
        }
        else if (!alt.IsEmpty)
        {
            Show("[", alt[..Math.Min(alt.Length, LongestAttribute)], "]");
        }
    }

    private void EndLink()
    {
        if (_link is not { } link)
        {
            return;
        }

        _link = null;
        var text = _lines.Since(_linkStart);
        if (!HtmlElements.SaysTheSame(text, link))
        {
            Show(text.IsEmpty ? "<" : " <", link, ">");
        }
    }

    private void Show(ReadOnlySpan<char> before, ReadOnlySpan<char> text, ReadOnlySpan<char> after)
    {
        _lines.Append(before, false);
        _lines.Append(text, false);
        _lines.Append(after, false);
    }
}
