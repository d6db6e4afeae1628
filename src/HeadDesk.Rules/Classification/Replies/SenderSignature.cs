using System.Buffers;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>
/// Signatures without any mark: they are known by the writer's own name or address from the header. Only the last paragraphs of what
/// somebody wrote are looked at, and only where they look like nothing else: a name and short lines, no sentence.
/// </summary>
internal static class SenderSignature
{
    private const int MostLines = 12;
    private const int LongestLine = 80;
    private const int MostWords = 4;
    private const int FewestDigits = 6;
    private const int ShortestName = 5;

    private static readonly SearchValues<string> Contacts = SearchValues.Create(["@", "://", "www."], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Thanks =
    [
        "thank you", "thanks", "many thanks", "thanks a lot", "thanks again", "danke", "vielen dank", "merci", "gracias", "muchas gracias", "grazie",
        "obrigado", "obrigada", "bedankt", "dank je wel", "tack", "tak", "takk", "kiitos", "dziękuję", "děkuji", "спасибо", "teşekkürler", "köszönöm",
    ];

    /// <summary>Where the signature begins; <paramref name="to"/> where there is none.</summary>
    /// <param name="written">Something that is kept stands above <paramref name="from"/>.</param>
    /// <param name="sender">Who the mail says wrote it.</param>
    public static int Start(in TextLines lines, int from, int to, bool written, Party? sender)
    {
        var name = sender?.Name?.Trim() ?? "";
        var fullName = name.Length >= ShortestName && name.Contains(' ', StringComparison.Ordinal);
        if (sender is null || from == to || !Mentions(LastLines(lines, from, to), name, sender.Address))
        {
            return to;
        }

        var below = new Below(sender.Address, fullName ? name : null);
        var last = to;
        for (var i = to - 1; i >= from && below.Lines < MostLines; i--)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                continue;
            }

            var aboveIsWritten = written || HasText(lines, from, i);
            if (aboveIsWritten && below.Lines == 1 && IsThanks(line) && IsName(lines[last], name))
            {
                return i;
            }

            if (Separator.IsRule(line))
            {
                return aboveIsWritten && below is { Named: true, Contacts: >= 2 } ? i : to;
            }

            if (line.Length > LongestLine || line[^1] is '?' or '!' or ':' or '？')
            {
                return to;
            }

            var paragraph = i == from || lines[i - 1].IsEmpty;
            if (paragraph && aboveIsWritten && ((fullName && IsName(line, name) && LooksLikeContacts(lines, i + 1, to)) || IsCard(lines, i, to, sender.Address)))
            {
                return i;
            }

            below.Take(line);
            last = i;
        }

        return to;
    }

    /// <summary>A paragraph of three lines or more at the end, each name or title or contact, one of them the writer's own address.</summary>
    private static bool IsCard(in TextLines lines, int i, int to, string address)
    {
        var (count, own) = (0, false);
        foreach (var range in lines[i].Split(' '))
        {
            if (lines[i][range] is [var first, ..] && !char.IsUpper(first))
            {
                return false;
            }
        }

        for (; i < to && !lines[i].IsEmpty; i++)
        {
            count++;
            own |= lines[i].Equals(address, StringComparison.OrdinalIgnoreCase);
            if (!IsContact(lines[i]) && (Words(lines[i]) > MostWords || !char.IsUpper(lines[i][0])))
            {
                return false;
            }
        }

        return own && count >= 3 && !HasText(lines, i, to);
    }

    private static bool Mentions(ReadOnlySpan<char> text, string name, string address) =>
        (name.Length > 0 && text.Contains(name, StringComparison.OrdinalIgnoreCase))
        || (address.Length > 0 && text.Contains(address, StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> LastLines(in TextLines lines, int from, int to)
    {
        var start = to;
        for (var count = 0; start > from && count <= MostLines; start--)
        {
            count += lines[start - 1].IsEmpty ? 0 : 1;
        }

        return lines.Range(start, to);
    }

    private static bool IsName(ReadOnlySpan<char> line, string name) => name.Length > 0 && line.Trim("-\u2013\u2014~ ,.").Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsThanks(ReadOnlySpan<char> line)
    {
        var words = line.TrimEnd(",.!- ");
        foreach (var phrase in Thanks)
        {
            if (words.Equals(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsContact(ReadOnlySpan<char> line) => line.IndexOfAny(Contacts) >= 0 || Digits(line) >= FewestDigits;

    private static int Digits(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var c in line)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    private static int Words(ReadOnlySpan<char> line) => line.Count(' ') + 1;

    private static bool HasText(in TextLines lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!lines[i].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Below the name: in its paragraph titles and contacts, after it contacts only.</summary>
    private static bool LooksLikeContacts(in TextLines lines, int from, int to)
    {
        var sameParagraph = true;
        for (var i = from; i < to; i++)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                sameParagraph = false;
                continue;
            }

            var title = sameParagraph && line[^1] != '.' && Words(line) <= (char.IsUpper(line[0]) ? MostWords : 2);
            if (!title && !(IsContact(line) && line[^1] != '.' && Words(line) <= MostWords * 2))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What was met below the line that is looked at.</summary>
    private struct Below(string address, string? fullName)
    {
        public int Lines { get; private set; }

        public int Contacts { get; private set; }

        public bool Named { get; private set; }

        public void Take(ReadOnlySpan<char> line)
        {
            Lines++;
            Contacts += IsContact(line) ? 1 : 0;
            Named |= line.Equals(address, StringComparison.OrdinalIgnoreCase) || (fullName != null && line.Contains(fullName, StringComparison.OrdinalIgnoreCase));
        }
    }
}
