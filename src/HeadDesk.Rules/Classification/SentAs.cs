namespace HeadDesk.Rules.Classification;

/// <summary>
/// As what a mail of ours was sent. Some servers give what is sent through them a Message-ID of their own (Microsoft 365, Amazon SES): the copy
/// that such a server keeps in Sent bears it, and answers name that one.
/// </summary>
/// <remarks>
/// Each of our mails has its Message-ID in a field of ours too. What answers no mail also names itself last in its References, which every answer
/// repeats: "as-sent+" and its Message-ID, since a mail that refers to itself could confuse its readers. An answer needs no such reference: it
/// refers to a mail on record. Only what this desk has signed is believed.
/// </remarks>
public static class SentAs
{
    public const string Field = "X-HeadDesk-Message-ID";

    private const string Mark = "as-sent+";

    /// <param name="messageId">Ours, without angle brackets.</param>
    public static string Reference(string messageId) => Mark + messageId;

    /// <summary>The Message-ID in the field; null where there is none of ours.</summary>
    /// <param name="value">Null where there is no such field.</param>
    public static string? ReadField(string? value, ClassifierSettings settings) => value?.Trim(' ', '\t', '<', '>') is { } id && settings.IsOwnMessageId(id) ? id : null;

    /// <summary>The Message-ID that stands in such a reference; null in any other.</summary>
    internal static string? Read(string reference, ClassifierSettings settings) =>
        reference.StartsWith(Mark, StringComparison.OrdinalIgnoreCase) && reference[Mark.Length..] is var id && settings.IsOwnMessageId(id) ? id : null;

    /// <summary>The mail with what it, and what it refers to, was sent as. Only mail from our own address is taken for the one that its field names.</summary>
    internal static IncomingMail Restore(IncomingMail mail, ClassifierSettings settings)
    {
        var own = mail.From is { } from && settings.OwnAddresses.Any(from.Is) ? ReadField(mail.Field(Field), settings) : null;
        if (own is null && !mail.References.Any(r => Read(r, settings) is not null))
        {
            return mail;
        }

        return mail with
        {
            MessageId = own ?? mail.MessageId,
            InReplyTo = mail is { InReplyTo: [var answered], References: [.., var before, var last] } && last == answered && Read(before, settings) is { } parent && parent != answered
                ? [answered, parent] // The name that the server gave stands behind ours.
                : mail.InReplyTo,
            References = [.. mail.References.Select(r => Read(r, settings) ?? r).Distinct()],
        };
    }
}
