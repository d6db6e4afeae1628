using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>From the items of a survey to the one text that stands for the message.</summary>
internal sealed class BestText(MimeLimits limits, Func<MimePart, string?> nameOf, Func<string, string?> imageName)
{
    /// <summary>A plain part shorter than this is compared with the HTML, to see whether it says anything.</summary>
    private const int SuspiciouslyShort = 500;

    public string Render(IReadOnlyList<BodyItem> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            if (text.Length >= limits.MaxDecodedTextBytes)
            {
                break;
            }

            AddBlock(text, item is AlternativeItem alternative ? RenderAlternative(alternative) : RenderSimple(item));
        }

        return text.ToString();
    }

    /// <summary>Alternatives lie one level deep: the survey flattens those inside them.</summary>
    private string RenderAlternative(AlternativeItem item)
    {
        var plain = RenderAll(item.Plain);
        if (item.Html.Count == 0)
        {
            return string.IsNullOrWhiteSpace(plain) ? RenderAll(item.Other) : plain;
        }

        if (plain.Length > SuspiciouslyShort)
        {
            return plain;
        }

        var html = RenderAll(item.Html);
        return IsStub(plain, html) ? html : plain;
    }

    private string RenderAll(List<BodyItem> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            AddBlock(text, RenderSimple(item));
        }

        return text.ToString();
    }

    /// <summary>
    /// "Your mail program cannot show HTML": a plain part that is next to nothing beside the HTML, whatever its language.
    /// </summary>
    private static bool IsStub(string plain, string html)
    {
        var letters = plain.Count(char.IsLetterOrDigit);
        var htmlLetters = html.Count(char.IsLetterOrDigit);
        return (letters == 0 && html.Length > 0)
            || (letters < 30 && htmlLetters > 100 + (letters * 4))
            || (htmlLetters > letters * 2 && plain.Contains("html", StringComparison.OrdinalIgnoreCase));
    }

    private string RenderSimple(BodyItem item) => item switch
    {
        TextItem text => RenderText(text.Part),
        NoticeItem notice => notice.Text,
        NamedItem named when nameOf(named.Part) is { } name => named.Part.MediaType.StartsWith("image/", StringComparison.Ordinal) ? $"[image: {name}]" : "",
        _ => "",
    };

    private string RenderText(MimePart part)
    {
        var raw = LineEnds.Normalize(part.DecodeText());
        if (part.MediaType == MediaTypes.Html)
        {
            return HtmlToText.Convert(raw, imageName, limits.MaxDecodedTextBytes);
        }

        return string.Equals(part.Parameters["format"], "flowed", StringComparison.OrdinalIgnoreCase)
            ? Flowed.Unwrap(raw, string.Equals(part.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase))
            : raw;
    }

    private static void AddBlock(StringBuilder text, string block)
    {
        if (string.IsNullOrWhiteSpace(block))
        {
            return;
        }

        if (text.Length > 0)
        {
            text.Append(text[^1] == '\n' ? "\n" : "\n\n");
        }

        text.Append(block);
    }
}
