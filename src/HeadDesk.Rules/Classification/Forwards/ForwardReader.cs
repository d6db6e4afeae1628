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

    /// <param name="markAt">The line of a forward's mark outside quotations; -1 where there is none.</param>
    public static ForwardedMail? Read(IncomingMail mail, SubjectLine subject, in TextLines lines, int markAt)
    {
        if (mail.Embedded.Count > 0 && !subject.IsReply && mail.MediaType is not ("multipart/report" or "multipart/digest"))
        {
            var original = mail.Embedded[0];
            return new ForwardedMail(original.From, original.Subject, original.Date);
        }

        markAt = markAt < 0 && !subject.IsReply && !subject.IsForward ? QuotedMark(lines) : markAt;
        HeaderBlock? block = markAt >= 0 ? BlockBelow(lines, markAt + 1) : subject.IsForward ? FirstBlock(lines) : null;
        if (block is { } found)
        {
            return new ForwardedMail(Sender(found.From), NullIfEmpty(found.Subject ?? (subject.IsForward ? subject.Bare : null)), ForwardDate.Read(found.Date));
        }

        return subject.IsForward ? new ForwardedMail(null, NullIfEmpty(subject.Bare), null) : null;
    }

    /// <summary>The first quoted header of a mail whose subject says that it is a forward.</summary>
    private static HeaderBlock? FirstBlock(in TextLines lines)
    {
        for (var i = 0; i < lines.Count && i < MaxLines; i++)
        {
            if (Separator.Read(lines[i]) is Landmark.Original or Landmark.Forwarded)
            {
                return BlockBelow(lines, i + 1);
            }

            if (HeaderBlock.TryRead(lines, i, announced: false, out var block))
            {
                return block;
            }

            if (OfAttribution(lines, i, quoted: i + 1 < lines.Count && lines[i + 1] is ['>', ..]) is { } attributed)
            {
                return attributed; // Outlook for Mac forwards so
            }
        }

        return null;
    }

    /// <summary>Apple Mail quotes all of a forward, its mark too: then that is the first that is quoted, and nobody is said to have written it.</summary>
    private static int QuotedMark(in TextLines lines)
    {
        var above = -1;
        for (var i = 0; i < lines.Count && i < MaxLines; i++)
        {
            var line = lines[i];
            if (line is not ['>', ..])
            {
                above = line.IsEmpty ? above : i;
                continue;
            }

            var quoted = line[1..].Trim(TextLines.Blanks);
            if (!quoted.IsEmpty)
            {
                return Separator.Read(quoted) == Landmark.Forwarded && (above < 0 || !Attribution.MayEnd(lines[above])) ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>The header below a mark; Apple Mail and Gmail leave blank lines between, old Outlook Express quotes it, Yahoo puts it behind the mark.</summary>
    private static HeaderBlock BlockBelow(in TextLines lines, int from)
    {
        if (HeaderLine.TryRead(lines, from - 1, out var behind))
        {
            return behind;
        }

        for (var i = from; i < lines.Count && i < from + LinesToBlock; i++)
        {
            if (HeaderBlock.TryRead(lines, i, announced: true, out var block))
            {
                return block;
            }
        }

        for (var i = from; i < lines.Count && i < from + LinesToBlock; i++)
        {
            if (Attribution.MayEnd(lines[i]) && lines[i].IndexOf('@') > 0)
            {
                return AttributionReader.Read(i, lines[i]); // Yandex: 05.03.2024, 09:07, "A B" <a@example.org>:
            }
        }

        return new HeaderBlock(from, from, null, null, null);
    }

    private static HeaderBlock? OfAttribution(in TextLines lines, int end, bool quoted) =>
        Attribution.MayEnd(lines[end]) && Attribution.EndsAt(lines, end, quoted, out var start) && lines.Range(start, end + 1) is var text && text.Contains('@')
            ? AttributionReader.Read(start, text.ToString().ReplaceLineEndings(" "))
            : null;

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
