using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>
/// Walks a message's tree once and says of every leaf what it is: text to be read, an attachment, a report, or a duplicate that an
/// alternative made superfluous. Messages inside are not entered.
/// </summary>
internal sealed class BodySurvey
{
    private readonly Stack<(MimePart Part, List<BodyItem> Target, bool InAlternative)> _pending = new();

    public BodySurvey(MimePart root)
    {
        Visit(root, Items, false);
        while (_pending.TryPop(out var next))
        {
            Visit(next.Part, next.Target, next.InAlternative);
        }
    }

    public List<BodyItem> Items { get; } = [];

    public List<MimePart> Attachments { get; } = [];

    public List<MimePart> Reports { get; } = [];

    public List<MimePart> Messages { get; } = [];

    private void Visit(MimePart part, List<BodyItem> target, bool inAlternative)
    {
        if (!part.IsMultipart || part.Children.Count == 0)
        {
            Leaf(part, target);
            return;
        }

        switch (part.MediaType)
        {
            case "multipart/alternative":
                Alternative(part, target, inAlternative);
                break;
            case "multipart/encrypted":
                target.Add(new NoticeItem("[This message is encrypted (PGP).]"));
                Attachments.AddRange(part.Children.Where(c => !c.IsMultipart && c.MediaType != "application/pgp-encrypted"));
                break;
            default:
                PushAll(part.Children, target, inAlternative);
                break;
        }
    }

    private void PushAll(IReadOnlyList<MimePart> parts, List<BodyItem> target, bool inAlternative)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            _pending.Push((parts[i], target, inAlternative));
        }
    }

    private void Alternative(MimePart part, List<BodyItem> target, bool inAlternative)
    {
        var choices = new List<(MimePart Part, List<BodyItem> Target)>();
        var item = new AlternativeItem();
        var html = part.Children.LastOrDefault(c => LeadingType(c) == MediaTypes.Html);
        foreach (var child in part.Children)
        {
            var type = LeadingType(child);
            if (type == MediaTypes.Plain)
            {
                choices.Add((child, inAlternative ? target : item.Plain));
            }
            else if (ReferenceEquals(child, html))
            {
                choices.Add((child, inAlternative ? target : item.Html));
            }
            else if (type is not (MediaTypes.Html or "text/x-amp-html" or "text/watch-html"))
            {
                choices.Add((child, inAlternative ? target : item.Other));
            }
        }

        if (inAlternative && choices.Count > 1)
        {
            // An alternative inside an alternative: the outer one has been chosen for its kind already.
            choices.RemoveAll(c => html != null && LeadingType(c.Part) == MediaTypes.Plain);
        }
        else if (!inAlternative)
        {
            target.Add(item);
        }

        for (var i = choices.Count - 1; i >= 0; i--)
        {
            _pending.Push((choices[i].Part, choices[i].Target, true));
        }
    }

    /// <summary>text/html if there is HTML in it, else the first text's type, else the first leaf's.</summary>
    private static string LeadingType(MimePart part)
    {
        if (part.Children.Count == 0 && !part.IsMultipart)
        {
            return part.MediaType;
        }

        string? first = null;
        string? text = null;
        foreach (var leaf in part.SelfAndDescendants().Where(p => !p.IsMultipart))
        {
            if (leaf.MediaType == MediaTypes.Html && !IsDetached(leaf))
            {
                return MediaTypes.Html;
            }

            first ??= leaf.MediaType;
            text ??= leaf.MediaType == MediaTypes.Plain && !IsDetached(leaf) ? MediaTypes.Plain : null;
        }

        return text ?? first ?? MediaTypes.OctetStream;
    }

    private void Leaf(MimePart part, List<BodyItem> target)
    {
        if (part.IsMessage)
        {
            Messages.Add(part);
            Attachments.Add(part);
            return;
        }

        if (part.IsMultipart)
        {
            // Its boundary never came: what it holds is shown as it is.
            if (part.RawBody.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                target.Add(new TextItem(part));
            }

            return;
        }

        if (IsReport(part))
        {
            Reports.Add(part);
            return;
        }

        if (part.MediaType == "text/calendar")
        {
            Reports.Add(part); // for its METHOD (RFC 5546); to a reader it is a file
        }

        if (IsShownText(part, target))
        {
            target.Add(new TextItem(part));
            return;
        }

        if (part.BodyStart == part.BodyEnd && part.FileName == null && part.Headers.Count == 0)
        {
            return;
        }

        if (part.MediaType != "message/external-body")
        {
            Attachments.Add(part);
        }

        AddUnwrapped(part, target);
    }

    private static void AddUnwrapped(MimePart part, List<BodyItem> target)
    {
        if (part.MediaType.StartsWith("image/", StringComparison.Ordinal) && part.Disposition != "attachment")
        {
            target.Add(new NamedItem(part));
        }
        else if (part.MediaType is "application/pkcs7-mime" or "application/x-pkcs7-mime" or "text/calendar" or "text/vcard" or "text/x-vcard"
            or "text/directory" or "application/ms-tnef" or "application/vnd.ms-tnef" or "message/partial" or "message/external-body")
        {
            target.Add(new NamedItem(part));
        }
    }

    private static bool IsShownText(MimePart part, List<BodyItem> target)
    {
        if (part.MediaType is not (MediaTypes.Plain or MediaTypes.Html or "text/enriched" or "text/richtext" or "text/markdown" or "text/x-markdown"))
        {
            return false;
        }

        // A text with a name is a file, unless it comes first and nothing says so.
        return part.Disposition != "attachment" && (part.FileName == null || !target.Exists(i => i is TextItem or AlternativeItem));
    }

    private static bool IsDetached(MimePart part) => part.Disposition == "attachment";

    private static bool IsReport(MimePart part) => part.MediaType is "message/delivery-status" or "message/global-delivery-status"
        or "message/feedback-report" or "message/disposition-notification" or "message/global-disposition-notification"
        or "text/rfc822-headers" or "message/global-headers" or "message/tracking-status";
}
