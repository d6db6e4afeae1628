namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Reads message/feedback-report (RFC 5965): somebody pressed "this is junk" on our mail.</summary>
internal static class FeedbackReport
{
    /// <summary>Action of a complaint: the mail arrived, and its reader does not want such mail. Not an RFC 3464 action.</summary>
    public const string Complaint = "complaint";

    private static readonly string[] RecipientFields = ["Original-Rcpt-To", "Removal-Recipient", "Redacted-Address"];

    /// <returns>false for reports about authentication (RFC 6591), which complain of nobody's mail.</returns>
    public static bool TryRead(string text, IncomingMail mail, List<BouncedRecipient> recipients, out string type)
    {
        type = "abuse";
        var addresses = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                continue;
            }

            var name = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (name.Equals("Feedback-Type", StringComparison.OrdinalIgnoreCase))
            {
                type = value.ToString();
            }
            else if (IsRecipient(name) && AddressText.First(value, 0, out _) is { } address)
            {
                addresses.Add(address);
            }
        }

        if (type.StartsWith("auth-failure", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (addresses.Count == 0)
        {
            // Providers that hide the reader still return the message, whose To may name them.
            addresses.AddRange(mail.Embedded.SelectMany(m => m.Fields).Where(f => f.Name.Equals("To", StringComparison.OrdinalIgnoreCase))
                .Select(f => AddressText.First(f.Value, 0, out _)).OfType<string>().Take(1));
        }

        var said = $"Feedback-Type: {type}";
        recipients.AddRange(addresses.Distinct(StringComparer.OrdinalIgnoreCase).Select(a => new BouncedRecipient(a, Complaint, null, false, said)));
        return true;
    }

    /// <summary>Hotmail's own form: the mail complained of comes back with one field more.</summary>
    public static bool TryReadReturned(IncomingMail mail, List<BouncedRecipient> recipients)
    {
        if (mail.Embedded.Count == 0 || !mail.Subject.AsSpan().TrimStart().StartsWith("complaint about message from ", StringComparison.OrdinalIgnoreCase)
            || ReturnedMessage.FieldOf(mail.Embedded[0], "X-HmXmrOriginalRecipient") is not { } field || AddressText.First(field, 0, out _) is not { } address)
        {
            return false;
        }

        recipients.Add(new BouncedRecipient(address, Complaint, null, false, mail.Subject));
        return true;
    }

    private static bool IsRecipient(ReadOnlySpan<char> name)
    {
        foreach (var field in RecipientFields)
        {
            if (name.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
