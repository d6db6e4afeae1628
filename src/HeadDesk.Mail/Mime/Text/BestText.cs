using System.Buffers;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Unwrapping;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>From the items of a survey to the one text that stands for the message.</summary>
internal sealed class BestText(MessageContent content, MimeLimits limits)
{
    /// <summary>A plain part shorter than this is compared with the HTML, to see whether it says anything.</summary>
    private const int SuspiciouslyShort = 500;
    private const int FewLetters = 30;

    private readonly HashSet<string> _imagesShown = new(StringComparer.Ordinal);

    public string Render(IReadOnlyList<BodyItem> items)
    {
        var text = new TextBlocks();
        var before = "";
        foreach (var item in items)
        {
            if (text.Length >= limits.MaxDecodedTextBytes)
            {
                break;
            }

            var block = item is AlternativeItem alternative ? RenderAlternative(alternative) : RenderSimple(item);
            var repeats = item is TextItem { Part.MediaType: MediaTypes.Html } && SameWords(before, block);
            text.Add(repeats ? "" : block);
            before = block;
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

        if (!MayBeStub(plain, out var letters))
        {
            return plain;
        }

        var html = RenderAll(item.Html);
        return IsStub(plain, letters, html) ? html : plain;
    }

    private string RenderAll(List<BodyItem> items)
    {
        var text = new TextBlocks();
        foreach (var item in items)
        {
            text.Add(RenderSimple(item));
        }

        return text.ToString();
    }

    /// <summary>Plain text and HTML put one after the other where an alternative was meant.</summary>
    private static bool SameWords(string plain, string html) =>
        plain.Length > 0 && plain.Where(char.IsLetterOrDigit).SequenceEqual(html.Where(char.IsLetterOrDigit));

    /// <summary>Told without the HTML, which costs ten times as much to read.</summary>
    private static bool MayBeStub(string plain, out int letters)
    {
        letters = 0;
        if (plain.Length > SuspiciouslyShort)
        {
            return false;
        }

        letters = plain.Count(char.IsLetterOrDigit);
        return letters < FewLetters || plain.Contains("html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// "Your mail program cannot show HTML": a plain part that is next to nothing beside the HTML, whatever its language.
    /// </summary>
    private static bool IsStub(string plain, int letters, string html)
    {
        var htmlLetters = html.Count(char.IsLetterOrDigit);
        return (letters == 0 && html.Length > 0)
            || (letters < FewLetters && htmlLetters > 100 + (letters * 4))
            || (htmlLetters > 0 && plain.Contains("html", StringComparison.OrdinalIgnoreCase) && (htmlLetters > letters * 2 || !Begins(plain, html)));
    }

    /// <summary>What the plain part begins with is somewhere in the HTML too; a stub speaks of something else.</summary>
    private static bool Begins(string plain, string html)
    {
        const int Enough = 40;
        var start = string.Concat(plain.Where(char.IsLetterOrDigit).Take(Enough));
        return string.Concat(html.Where(char.IsLetterOrDigit)).Contains(start, StringComparison.OrdinalIgnoreCase);
    }

    private string RenderSimple(BodyItem item) => item switch
    {
        TextItem text => RenderText(text.Part),
        NoticeItem notice => notice.Text,
        NamedItem named => RenderNamed(named.Part),
        _ => "",
    };

    /// <summary>Images are named where they stand; calendars and cards only speak when nobody else does.</summary>
    private string RenderNamed(MimePart part)
    {
        if (part.MediaType.StartsWith("image/", StringComparison.Ordinal))
        {
            return part.Disposition == "inline" && content.NameOf(part) is { } name && _imagesShown.Add(name) ? $"[image: {name}]" : "";
        }

        if (part.MediaType == "message/external-body")
        {
            return PartUnwrapper.Elsewhere(part);
        }

        return part.MediaType is "application/pkcs7-mime" or "application/x-pkcs7-mime" or "message/partial" ? content.UnwrappedOf(part)?.Text ?? "" : "";
    }

    private string RenderText(MimePart part)
    {
        if (content.BlocksOf(part) is { } blocks)
        {
            return content.RenderAround(part, blocks);
        }

        if (part.MediaType is MediaTypes.Html or MediaTypes.Xhtml)
        {
            return RenderHtml(part);
        }

        var raw = part.DecodeTrimmed();
        if (part.MediaType is "text/enriched" or "text/richtext")
        {
            return EnrichedText.ToPlain(raw);
        }

        raw = PgpArmor.Unwrap(raw);
        raw = string.Equals(part.Parameters["format"], "flowed", StringComparison.OrdinalIgnoreCase)
            ? Flowed.Unwrap(raw, string.Equals(part.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase))
            : raw;
        return CidMarks.Replace(raw, ShowImage);
    }

    private string RenderHtml(MimePart part)
    {
        var html = part.RentLines(out var length);
        try
        {
            length = EndOfReferences(html.AsSpan(0, length));
            var text = HtmlToText.Convert(html, length, ShowImage, limits.MaxTextOfHtml, out var cut);
            if (cut)
            {
                content.Note($"text: the HTML makes more than {limits.MaxTextOfHtml} characters; the rest is not shown");
            }

            return text;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(html);
        }
    }

    /// <summary>Where the document is cut, because it holds more character references than are read.</summary>
    private int EndOfReferences(ReadOnlySpan<char> html)
    {
        if (html.Count('&') <= limits.MaxCharacterReferences)
        {
            return html.Length;
        }

        content.Note($"text: the HTML holds more than {limits.MaxCharacterReferences} character references; the rest is not shown");
        var end = 0;
        for (var i = 0; i < limits.MaxCharacterReferences; i++)
        {
            end += html[end..].IndexOf('&') + 1;
        }

        return end + html[end..].IndexOf('&');
    }

    private string? ShowImage(string source)
    {
        var name = content.ImageName(source);
        if (name != null)
        {
            _imagesShown.Add(name);
        }

        return name;
    }
}
