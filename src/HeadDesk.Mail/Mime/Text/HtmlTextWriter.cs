using System.Globalization;
using AngleSharp.Html.Parser.Tokens;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>What each element does to the text; knows open elements only by counting them, so nesting costs nothing.</summary>
internal sealed class HtmlTextWriter(Func<string, string?>? imageName)
{
    private const int MaxListDepth = 20;

    private readonly TextLines _lines = new();
    private readonly List<int> _lists = [];
    private string? _hiddenBy;
    private int _hiddenDepth;
    private int _preformatted;
    private string? _link;
    private int _linkStart;

    public int Length => _lines.Length;

    public void Text(string text)
    {
        if (_hiddenBy == null)
        {
            _lines.Append(text, _preformatted > 0);
        }
    }

    public void Open(HtmlTagToken tag)
    {
        if (_hiddenBy != null)
        {
            _hiddenDepth += tag.Name == _hiddenBy && !tag.IsSelfClosing ? 1 : 0;
            return;
        }

        if (HtmlElements.IsVoid(tag.Name))
        {
            OpenVoid(tag);
            return;
        }

        if (HtmlElements.IsNeverShown(tag.Name) || HtmlElements.IsHidden(tag.GetAttribute("style")) || tag.GetAttribute("hidden") is { Length: > 0 })
        {
            (_hiddenBy, _hiddenDepth) = tag.IsSelfClosing ? (null, 0) : (tag.Name, 1);
            return;
        }

        OpenShown(tag);
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

    private void Break(string name)
    {
        if (name == "br")
        {
            _lines.NewLine();
        }
        else
        {
            _lines.Break(2);
        }
    }

    private void OpenVoid(HtmlTagToken tag)
    {
        switch (tag.Name)
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
                ShowImage(tag);
                break;
        }
    }

    private void OpenShown(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "a":
                EndLink();
                _link = tag.GetAttribute("href");
                _linkStart = _lines.Length;
                break;
            case "blockquote":
                _lines.Break(_lines.QuoteDepth > 0 ? 1 : 2);
                _lines.QuoteDepth++;
                break;
            case "ul" or "ol":
                StartList(tag);
                break;
            case "li":
                StartItem(tag);
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
            default:
                _lines.Break(HtmlElements.BlankAround(tag.Name));
                break;
        }
    }

    private void StartList(HtmlTagToken tag)
    {
        _lines.Break(_lists.Count == 0 ? 2 : 1);
        if (_lists.Count < MaxListDepth)
        {
            var start = int.TryParse(tag.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 1;
            _lists.Add(tag.Name == "ol" ? start : int.MinValue);
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

    private void StartItem(HtmlTagToken tag)
    {
        _lines.Break(1);
        var indent = new string(' ', 2 * Math.Max(0, _lists.Count - 1));
        if (_lists.Count == 0 || _lists[^1] == int.MinValue)
        {
            _lines.Append(indent + "* ", true);
            return;
        }

        if (int.TryParse(tag.GetAttribute("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _lists[^1] = value;
        }

        _lines.Append(string.Create(CultureInfo.InvariantCulture, $"{indent}{_lists[^1]}. "), true);
        _lists[^1] = unchecked(_lists[^1] + 1);
    }

    private void ShowImage(HtmlTagToken tag)
    {
        var source = tag.GetAttribute("src") ?? "";
        var alt = tag.GetAttribute("alt")?.Trim();
        if (imageName?.Invoke(source) is { } name)
        {
            _lines.Append($"[image: {name}]", false);
        }
        else if (!string.IsNullOrEmpty(alt))
        {
            _lines.Append($"[{alt}]", false);
        }
    }

    private void EndLink()
    {
        var (link, text) = (_link?.Trim(), _link == null ? "" : _lines.Since(_linkStart));
        _link = null;
        if (string.IsNullOrEmpty(link) || !HtmlElements.IsWorthShowing(link) || HtmlElements.SaysTheSame(text, link))
        {
            return;
        }

        _lines.Append(text.Length == 0 ? $"<{link}>" : $" <{link}>", false);
    }
}
