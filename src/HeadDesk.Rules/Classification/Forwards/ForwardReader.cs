using HeadDesk.Rules.Classification.Bounces;
using HeadDesk.Rules.Classification.Replies;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification.Forwards;

/// <summary>Recognises a forward and reads who wrote the original.</summary>
/// <remarks>
/// Signs: a forward's mark in the text (Gmail, Apple Mail, Thunderbird, Lotus), or a forward's prefix in the subject with a quoted
/// header in the text (Outlook) or an attached message. A mark below a reply's quotation belongs to the quotation.
/// </remarks>
internal static class ForwardReader
{
    private const int MaxLines = 2000;
    private const int LinesToBlock = 4;

    public static ForwardedMail? Read(IncomingMail mail, SubjectLine subject)
    {
        if (mail.Embedded.Count > 0 && !subject.IsReply)
        {
            var original = mail.Embedded[0];
            return new ForwardedMail(original.From, original.Subject, original.Date);
        }

        var block = subject.IsReply && !mail.Text.Contains("---", StringComparison.Ordinal) ? null : FindBlock(mail.Text, subject);
        if (block is { } found)
        {
            return new ForwardedMail(Sender(found.From), NullIfEmpty(found.Subject), ForwardDate.Read(found.Date));
        }

        return subject.IsForward ? new ForwardedMail(null, NullIfEmpty(subject.Bare), null) : null;
    }

    private static HeaderBlock? FindBlock(string text, SubjectLine subject)
    {
        var lines = TextLines.Of(text);
        for (var i = 0; i < lines.Count && i < MaxLines; i++)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                continue;
            }

            var mark = Separator.Read(line);
            if (mark == Landmark.Forwarded || (mark == Landmark.Original && subject.IsForward))
            {
                return BlockBelow(lines, i + 1);
            }

            if (subject.IsForward && HeaderBlock.TryRead(lines, i, announced: false, out var block))
            {
                return block;
            }

            if (!subject.IsForward && (mark == Landmark.Original || (Attribution.MayEnd(line) && Attribution.EndsAt(lines, i, false, out _))))
            {
                return null; // a reply's quotation begins; what is forwarded below it was forwarded by somebody else
            }
        }

        return null;
    }

    /// <summary>The header below a mark; Apple Mail and Gmail leave blank lines between, old Outlook Express quotes it.</summary>
    private static HeaderBlock BlockBelow(in TextLines lines, int from)
    {
        for (var i = from; i < lines.Count && i < from + LinesToBlock; i++)
        {
            if (HeaderBlock.TryRead(lines, i, announced: true, out var block))
            {
                return block;
            }
        }

        return new HeaderBlock(from, from, null, null, null);
    }

    /// <summary><c>Ada Byron &lt;ada@example.org&gt;</c>, <c>"Byron, Ada" [mailto:…]</c>, <c>ada@example.org</c>, or a name alone.</summary>
    private static Party? Sender(string? from)
    {
        if (string.IsNullOrWhiteSpace(from))
        {
            return null;
        }

        var address = AddressText.First(from, 0, out _);
        if (address is null)
        {
            return new Party(from.Trim('"', '\'', '*', ' '), "");
        }

        var name = from.AsSpan(0, from.IndexOf(address, StringComparison.Ordinal));
        var open = name.IndexOfAny("<[(");
        name = (open >= 0 ? name[..open] : name).Trim("\"'* " + TextLines.Blanks);
        return new Party(name.IsEmpty || name.Equals("mailto:", StringComparison.OrdinalIgnoreCase) ? null : name.ToString(), address);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
