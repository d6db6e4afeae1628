namespace HeadDesk.Mail.Smtp;

/// <summary>From replies to outcomes.</summary>
internal static class SmtpVerdict
{
    /// <param name="message">The message.</param>
    /// <param name="recipientReplies">The reply to each RCPT; null where none came or none counted.</param>
    /// <param name="decided">The reply that speaks for all whom RCPT did not refuse; null when it refused everybody.</param>
    /// <param name="uncertain">The server may have taken the message and not told us.</param>
    public static SmtpResult Reach(SmtpMessage message, SmtpReply?[] recipientReplies, SmtpReply? decided, bool uncertain)
    {
        var recipients = new RecipientResult[recipientReplies.Length];
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = recipientReplies[i] is { IsPositive: false } refusal
                ? new RecipientResult(message.Envelope.Recipients[i], Classify(refusal, isRecipient: true), refusal)
                : new RecipientResult(message.Envelope.Recipients[i], uncertain ? SmtpOutcome.Uncertain : Classify(decided!, isRecipient: false), decided!);
        }

        var decisive = Array.Find(recipients, one => one.Outcome is SmtpOutcome.Accepted or SmtpOutcome.Uncertain)
            ?? Array.Find(recipients, one => one.Outcome == SmtpOutcome.Deferred)
            ?? recipients[0];
        return new SmtpResult(message, decisive.Outcome, decisive.Reply, recipients);
    }

    private static SmtpOutcome Classify(SmtpReply reply, bool isRecipient)
    {
        if (reply.IsPositive)
        {
            return SmtpOutcome.Accepted;
        }

        // 552 to RCPT means "too many recipients", so it is 452: RFC 5321 §4.5.3.1.10. Unless the enhanced status knows better.
        var tooMany = isRecipient && reply.Code == 552 && reply.EnhancedStatus is (null or "5.5.3");
        return reply.IsTransient || reply.IsLoginRequired || tooMany ? SmtpOutcome.Deferred : SmtpOutcome.Rejected;
    }
}
