using System.Text;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Text;
using HeadDesk.Mail.Mime.Unwrapping;

namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>A TNEF message as text and attachments; messages attached in Outlook are opened in turn.</summary>
internal static class TnefContent
{
    private const int MaxMessages = 50;

    public static Unwrapped Unwrap(TnefMessage outer, MimeLimits limits)
    {
        var attachments = new List<AttachmentSource>();
        var pending = new Queue<TnefMessage>([outer]);
        var opened = 0;
        while (pending.TryDequeue(out var message))
        {
            if (opened++ > 0)
            {
                AddBody(attachments, message, limits);
            }

            foreach (var attachment in message.Attachments)
            {
                if (attachment.IsMessage && opened + pending.Count < MaxMessages && TnefReader.Read(attachment.Data, limits.MaxDecodedTextBytes) is { } inner)
                {
                    inner.Subject ??= attachment.LongName ?? attachment.Name;
                    pending.Enqueue(inner);
                }
                else if (!attachment.Data.IsEmpty)
                {
                    attachments.Add(SourceOf(attachment));
                }
            }
        }

        var (text, html) = TextOf(outer, limits);
        return new Unwrapped(text, html, attachments);
    }

    private static AttachmentSource SourceOf(TnefAttachment attachment)
    {
        var name = attachment.LongName is { Length: > 0 } name1 ? name1 : attachment.Name;
        var type = attachment.MediaType is { Length: > 0 } declared && declared.Contains('/', StringComparison.Ordinal) ? declared : MediaTypeGuess.OfName(name);
        return new AttachmentSource(name, type, attachment.Data, TransferEncoding.Identity, attachment.ContentId is { Length: > 0 }, attachment.ContentId);
    }

    /// <summary>The text of a message inside stands as a file beside its attachments.</summary>
    private static void AddBody(List<AttachmentSource> attachments, TnefMessage message, MimeLimits limits)
    {
        if (TextOf(message, limits).Text is { Length: > 0 } text)
        {
            var name = (message.Subject is { Length: > 0 } subject ? subject.Replace('/', '_').Replace('\\', '_') : "message") + ".txt";
            attachments.Add(new AttachmentSource(name, Headers.MediaTypes.Plain, Encoding.UTF8.GetBytes(text), TransferEncoding.Identity, false, null));
        }
    }

    private static (string? Text, string? Html) TextOf(TnefMessage message, MimeLimits limits)
    {
        var html = message.Html;
        var text = message.Body;
        if (message.Rtf != null && (html == null || string.IsNullOrWhiteSpace(text)))
        {
            var (fromRtf, isHtml) = RtfText.Read(message.Rtf);
            html ??= isHtml ? fromRtf : null;
            text = string.IsNullOrWhiteSpace(text) && !isHtml ? fromRtf : text;
        }

        text = string.IsNullOrWhiteSpace(text) && html != null ? HtmlToText.Convert(html, null, limits.MaxDecodedTextBytes) : text;
        return (text == null ? null : LineEnds.Normalize(text).Trim(), html);
    }
}
