namespace HeadDesk.Daemon.Intake;

/// <summary>A mail that is to be fetched.</summary>
/// <param name="MessageId">Only where it was asked for.</param>
internal readonly record struct PlannedMail(uint Uid, DateTimeOffset ReceivedAt, long Size, string? MessageId = null);

/// <summary>Cuts what is new into fetches: oldest first (design §2), many small mails together, a large one alone.</summary>
internal static class FetchPlan
{
    /// <summary>One commit and one round trip for so many mails; more gains nothing and costs memory.</summary>
    private const int MaxMails = 50;

    private const long MaxOctets = 4 * 1024 * 1024;

    public static IEnumerable<IReadOnlyList<PlannedMail>> Chunks(IEnumerable<PlannedMail> mails, long largeFrom)
    {
        var chunk = new List<PlannedMail>(MaxMails);
        var octets = 0L;
        foreach (var mail in mails.OrderBy(m => m.ReceivedAt).ThenBy(m => m.Uid))
        {
            if (chunk.Count > 0 && (chunk.Count == MaxMails || octets + mail.Size > MaxOctets || mail.Size >= largeFrom))
            {
                yield return chunk;
                chunk = new List<PlannedMail>(MaxMails);
                octets = 0;
            }

            chunk.Add(mail);
            octets += mail.Size;
            if (mail.Size >= largeFrom)
            {
                yield return chunk;
                chunk = new List<PlannedMail>(MaxMails);
                octets = 0;
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
