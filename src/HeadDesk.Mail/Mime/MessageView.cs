using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Headers;
using HeadDesk.Mail.Mime.Text;

namespace HeadDesk.Mail.Mime;

/// <summary>
/// What a person or a program wants of a message. Everything is worked out when first asked for and then kept. Not for use by several
/// threads at once.
/// </summary>
public sealed class MessageView
{
    private readonly MimeMessage _message;
    private MessageContent? _content;

    private MessageView(MimeMessage message) => _message = message;

    /// <summary>Who wrote; the name may stand alone (then the address is empty).</summary>
    public MailAddress? From => Authors is [var first, ..] ? first : null;

    /// <summary>Everybody in any From field; more than one is allowed (RFC 5322 §3.6.2) and rare.</summary>
    public IReadOnlyList<MailAddress> Authors => field ??= Addresses("From");

    /// <summary>Whom a group or list found in From and says to have replaced (X-Original-From, else X-Original-Sender; Google Groups); null where none says so.</summary>
    public MailAddress? OriginalFrom => field ??= Recipients("X-Original-From").Concat(Recipients("X-Original-Sender")).FirstOrDefault();

    public MailAddress? Sender => field ??= Recipients("Sender") is [var first, ..] ? first : null;

    public IReadOnlyList<MailAddress> ReplyTo => field ??= Recipients("Reply-To");

    public IReadOnlyList<MailAddress> To => field ??= Recipients("To");

    public IReadOnlyList<MailAddress> Cc => field ??= Recipients("Cc");

    /// <summary>On one line, control and direction characters gone; empty where there is none.</summary>
    public string Subject => field ??= SingleLine.Of(Headers.First("Subject") ?? "");

    /// <summary>Without angle brackets.</summary>
    public string? MessageId => field ??= Headers.FirstRaw("Message-ID") is { } raw ? MessageIds.First(MessageIds.Readable(Headers.Capped(raw)).Span) : null;

    /// <summary>
    /// Lower-case hexadecimal digest that tells the message from others where its id is missing or used twice: the same wherever and
    /// however often it is delivered.
    /// </summary>
    public string Fingerprint => field ??= Mime.Headers.Fingerprint.Of(_message);

    public IReadOnlyList<string> InReplyTo => field ??= Ids("In-Reply-To");

    /// <summary>Without angle brackets, each once, oldest first.</summary>
    public IReadOnlyList<string> References => field ??= Ids("References");

    /// <summary>When it says it was written; null where that cannot be made out.</summary>
    public DateTimeOffset? Date => MailDate.Parse(Headers.First("Date"));

    /// <summary>The best text: what a person would read, as plain text, lines ended by LF. Empty where there is none.</summary>
    public string Text => Content.Text;

    /// <summary>The HTML that was sent, decoded but not sanitised; null where there is none.</summary>
    public string? HtmlBody => Content.Html;

    public IReadOnlyList<Attachment> Attachments => Content.Attachments;

    /// <summary>Machine-readable parts: delivery status, feedback and disposition reports, the header of the message they are about, calendars.</summary>
    public IReadOnlyList<ReportPart> Reports => Content.Reports;

    /// <summary>The groups of fields of the delivery status: about the message, then about each recipient (RFC 3464).</summary>
    public IReadOnlyList<ReportFields> DeliveryStatus =>
        field ??= Reports.Count == 0 ? [] : [.. Reports.Where(r => r.MediaType.EndsWith("delivery-status", StringComparison.Ordinal)).SelectMany(r => r.Groups)];

    /// <summary>Messages attached to this one, as they are enumerated; messages inside those are theirs.</summary>
    public IEnumerable<MessageView> EmbeddedMessages => Content.EmbeddedMessages();

    /// <summary>What was wrong with the message, in plain words.</summary>
    public IReadOnlyList<string> Defects => [.. _message.Defects, .. Content.Defects];

    /// <summary>All fields of the header, for everything that has no property here.</summary>
    public HeaderFields Headers => _message.Root.Headers;

    public MimeMessage Message => _message;

    private MessageContent Content => _content ??= new MessageContent(_message);

    public static MessageView Of(MimeMessage message) => new(message);

    private List<MailAddress> Addresses(string field)
    {
        List<MailAddress>? found = null;
        foreach (var raw in Headers.AllRaw(field))
        {
            var room = _message.Limits.MaxAddresses - (found?.Count ?? 0);
            var more = AddressList.Parse(Headers.Capped(raw).Span, Headers.Hint, room);
            if (found == null)
            {
                found = more as List<MailAddress> ?? [.. more];
            }
            else
            {
                found.AddRange(more);
            }
        }

        return found ?? [];
    }

    private List<MailAddress> Recipients(string field) => Addresses(field) is var all && all.TrueForAll(a => a.Address.Length > 0) ? all : all.FindAll(a => a.Address.Length > 0);

    private IReadOnlyList<string> Ids(string field) =>
        Headers.JoinedRaw(field) is { } raw ? MessageIds.All(MessageIds.Readable(raw).Span, _message.Limits.MaxMessageIds) : [];
}
