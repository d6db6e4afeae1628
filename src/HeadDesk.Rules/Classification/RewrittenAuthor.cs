using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification;

/// <summary>
/// Who wrote mail in whose From a group or list has put its own address, since it may not send in the author's name (DMARC, RFC 7489): the
/// support address is often such a group, and all its customers would be one.
/// </summary>
internal static class RewrittenAuthor
{
    private const string Via = " via ";

    /// <returns>The mail as its author's; who stands in its From is kept in <see cref="IncomingMail.Rewriter"/>.</returns>
    public static IncomingMail Restore(IncomingMail mail, ClassifierSettings settings)
    {
        if (mail.From is not { } from || !settings.OwnAddresses.Any(from.Is) || (mail.MessageId is { } id && settings.IsOwnMessageId(id))
            || AuthorOf(mail, from) is not { IsWritable: true } author || settings.OwnAddresses.Any(author.Is))
        {
            return mail;
        }

        return mail with { From = author with { Name = author.Name ?? NameIn(from) }, Rewriter = from };
    }

    // Google's groups say it; others (Mailman) leave the author in Reply-To and name them: "Carol via Support".
    private static Party? AuthorOf(IncomingMail mail, Party from) =>
        mail.OriginalFrom ?? (from.Name?.Contains(Via, StringComparison.Ordinal) == true && mail.ReplyTo is [var sole] ? sole : null);

    // 'Carol Customer' via Support
    private static string? NameIn(Party from) =>
        from.Name?.LastIndexOf(Via, StringComparison.Ordinal) is > 0 and var end && from.Name[..end].Trim(' ', '\'', '"') is { Length: > 0 } name ? name : null;
}
