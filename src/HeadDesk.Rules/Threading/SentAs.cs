using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Threading;

/// <summary>
/// As what a mail of ours was sent. Some servers give what is sent through them a Message-ID of their own (Microsoft 365, Amazon SES): answers
/// name that one, and the copy that such a server keeps in Sent bears it. So each of our mails names itself last in its References, which
/// no server touches and every answer repeats: "as-sent+" and its Message-ID, since a mail that refers to itself could confuse its readers.
/// </summary>
public static class SentAs
{
    private const string Mark = "as-sent+";

    /// <summary>A token, and a domain of 253 (RFC 1035 §2.3.4).</summary>
    private const int Longest = 320;

    /// <param name="messageId">Ours, without angle brackets.</param>
    public static string Reference(string messageId) => Mark + messageId;

    /// <summary>The Message-ID that stands in such a reference, whoever signed it; null in any other.</summary>
    public static string? Read(string reference) =>
        reference.StartsWith(Mark, StringComparison.OrdinalIgnoreCase) && TokenSigner.FormOf(reference) is not null ? reference[Mark.Length..] : null;

    /// <summary>The last such reference in a text, in its angle brackets; null where there is none. In a returned mail of ours it is that mail.</summary>
    internal static string? FindLast(string text)
    {
        var at = text.LastIndexOf("<" + Mark, StringComparison.OrdinalIgnoreCase) + 1;
        return at > 0 && text.AsSpan(at, Math.Min(text.Length - at, Longest)).IndexOf('>') is > 0 and var end ? Read(text.Substring(at, end)) : null;
    }

    /// <summary>The mail with what it, and what it refers to, was sent as.</summary>
    /// <param name="ownAddresses">Whose mail is that mail itself; anybody else's answers it, also where a program forgot to add what it answers.</param>
    internal static IncomingMail Restore(IncomingMail mail, IReadOnlyList<string> ownAddresses)
    {
        if (!mail.References.Any(r => Read(r) is not null))
        {
            return mail;
        }

        var isOwn = mail.From is { } from && ownAddresses.Any(from.Is);
        return mail with
        {
            MessageId = isOwn && Read(mail.References[^1]) is { } own ? own : mail.MessageId,
            InReplyTo = mail is { InReplyTo: [var answered], References: [.., var before, var last] } && last == answered && Read(before) is { } parent && parent != answered
                ? [answered, parent] // The name that the server gave stands behind ours.
                : mail.InReplyTo,
            References = [.. mail.References.Select(r => Read(r) ?? r).Distinct()],
        };
    }
}
