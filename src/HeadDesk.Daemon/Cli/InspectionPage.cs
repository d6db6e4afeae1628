using System.Globalization;
using System.Text;
using HeadDesk.Daemon.Output;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Cli;

/// <summary>What <c>inspect</c> prints for a person: facts, structure, what was written now, what was taken out of it.</summary>
/// <remarks>Long things are cut so that a hostile mail still makes a page; <c>--json</c> has them whole.</remarks>
internal static class InspectionPage
{
    private const int MaxValue = 400;
    private const int MaxItems = 20;
    private const int MaxReplyLines = 200;
    private const int MaxTrimmedLines = 40;
    private const int LabelWidth = 12;
    private const int RuleWidth = 78;

    public static string Of(InspectionDocument mail)
    {
        var page = new StringBuilder();
        Rule(page, mail.File);
        Facts(page, mail);
        List(page, "Bounced", mail.Bounce?.Recipients ?? [], Bounced);
        Fact(page, "Bounce of", mail.Bounce?.OriginalMessageId);
        List(page, "Attachment", mail.Attachments, a => string.Create(CultureInfo.InvariantCulture, $"{a.Name} ({a.Type}, {a.Size} octets{(a.Inline ? ", inline" : "")})"));
        List(page, "Defect", mail.Defects, d => d);
        List(page, "Structure", mail.Structure, s => s);
        Text(page, "Written now", mail.Reply, MaxReplyLines);
        Text(page, mail.Interleaved ? "Taken out of it (answers stand between quotations: read the whole text)" : "Taken out of it", mail.Trimmed, MaxTrimmedLines);
        return page.ToString();
    }

    private static void Facts(StringBuilder page, InspectionDocument mail)
    {
        Fact(page, "From", Show(mail.From));
        Fact(page, "Reply-To", Show(mail.ReplyTo));
        Fact(page, "To", Show(mail.To));
        Fact(page, "Cc", Show(mail.Cc));
        Fact(page, "Subject", mail.Subject);
        Fact(page, "Date", mail.Date?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        Fact(page, "Message-ID", mail.MessageId);
        Fact(page, "Answers", string.Join(", ", mail.InReplyTo.Take(MaxItems)));
        Fact(page, "Kind", mail.Kind);
        List(page, "Because", mail.Reasons, r => r);
        Fact(page, "Language", mail.Language ?? "not sure");
        Fact(page, "Forward of", mail.Forwarded is { } f ? $"{Show(f.From)}: {f.Subject ?? "no subject"}, {f.Date?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "no date"}" : null);
    }

    private static void Rule(StringBuilder page, string title)
    {
        var line = $"── {PlainText.Line(title, MaxValue)} ";
        page.Append(line).Append('─', Math.Max(2, RuleWidth - line.Length)).Append('\n');
    }

    private static void Fact(StringBuilder page, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            page.Append(label.PadRight(LabelWidth)).Append(PlainText.Line(value, MaxValue).TrimEnd()).Append('\n');
        }
    }

    private static void List<T>(StringBuilder page, string label, IReadOnlyList<T> items, Func<T, string> show)
    {
        for (var i = 0; i < Math.Min(items.Count, MaxItems); i++)
        {
            Fact(page, i == 0 ? label : "", show(items[i]));
        }

        if (items.Count > MaxItems)
        {
            Fact(page, "", string.Create(CultureInfo.InvariantCulture, $"… and {items.Count - MaxItems} more"));
        }
    }

    private static void Text(StringBuilder page, string title, string text, int maxLines)
    {
        if (text.Length == 0)
        {
            return;
        }

        page.Append('\n');
        Rule(page, title);
        var shown = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (shown++ == maxLines)
            {
                page.Append("… more lines: see --json\n");
                break;
            }

            page.Append(PlainText.Line(line.Length > MaxValue ? string.Concat(line[..MaxValue], "…") : line.ToString())).Append('\n');
        }
    }

    private static string Bounced(BouncedRecipient r) => $"{r.Address}: {r.Action}, {r.Status ?? "no status"}, {(r.Permanent ? "permanent" : "temporary")}{(r.Diagnostic is null ? "" : ": " + r.Diagnostic)}";

    private static string Show(IReadOnlyList<PartyDocument> parties) => string.Join(", ", parties.Take(MaxItems).Select(Show))
        + (parties.Count > MaxItems ? string.Create(CultureInfo.InvariantCulture, $" … and {parties.Count - MaxItems} more") : "");

    private static string Show(PartyDocument? party) => party is null ? "" : string.IsNullOrEmpty(party.Name) ? party.Address : $"{party.Name} <{party.Address}>";
}
