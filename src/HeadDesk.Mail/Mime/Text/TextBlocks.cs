using System.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>Blocks of text with a blank line between them; a single one, the usual case, is passed on uncopied.</summary>
internal sealed class TextBlocks
{
    private string _first = "";
    private StringBuilder? _all;

    public int Length => _all?.Length ?? _first.Length;

    public void Add(string block)
    {
        if (string.IsNullOrWhiteSpace(block))
        {
            return;
        }

        if (_first.Length == 0)
        {
            _first = block;
            return;
        }

        _all ??= new StringBuilder(_first);
        _all.Append(_all[^1] == '\n' ? "\n" : "\n\n").Append(block);
    }

    public override string ToString() => _all?.ToString() ?? _first;
}
