using HeadDesk.Rules.Classification.Headers;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Decides whether a mail is a report on a delivery, and reads it.</summary>
internal static class BounceReader
{
    private const int LongestMessageId = 998; // RFC 5322 §2.1.1
    private const int MostMessageIds = 10;

    /// <summary>Cheap: whether anything at all speaks for a report.</summary>
    public static bool MayBe(IncomingMail mail, HeaderReader header, bool daemon) =>
        mail.Reports.Count > 0 || mail.ReportType is not null || header.FailedRecipients is not null || header.NullReturnPath || daemon
        || mail.Embedded.Count > 0 || mail.MediaType is "multipart/report" or "message/delivery-status" or "message/feedback-report"
        || BounceSubjects.IsCertain(mail.Subject);

    public static BounceReport? Read(IncomingMail mail, HeaderReader header, bool daemon, ClassifierSettings settings, out string reason)
    {
        var recipients = new List<BouncedRecipient>();
        var machine = Machine(mail, header, daemon, recipients);
        if (machine is not null)
        {
            reason = machine;
        }
        else if (header.FailedRecipients is not null)
        {
            reason = $"X-Failed-Recipients: {header.FailedRecipients} (a delivery report)";
        }
        else if (mail.ReportType == "delivery-status" || mail.MediaType == "message/delivery-status")
        {
            reason = "Content-Type: multipart/report of delivery-status (a delivery report)";
        }
        else if (daemon && BounceSubjects.Is(mail.Subject))
        {
            reason = $"From: {mail.From?.Address} with Subject: {mail.Subject} (a mail system's report)";
        }
        else if (daemon || header.NullReturnPath || header.AutoSubmitted || ReturnsAMessage(mail))
        {
            var automatic = header.NullReturnPath || header.AutoSubmitted;
            var named = automatic && BounceSubjects.IsNoAnswers(mail.Subject);
            var told = StatusCode.IsCertain(mail.Text);
            reason = daemon ? $"From: {mail.From?.Address ?? mail.Sender?.Address} and the words of the text (a mail system's report)"
                : named ? $"Subject: {mail.Subject} with an empty return path (a delivery report)"
                : automatic ? "the words of the text with an empty return path (a delivery report)"
                : $"From: {mail.From?.Address} returning a message, and the words of the text (a delivery report)";
            var certain = named || (told && daemon && (automatic || IsDialogue(mail.Text)));
            return FromWords(mail, header, recipients, certain, told, certain ? Addressee(mail, settings) : null, settings) ? new BounceReport(recipients, OriginalId(mail, settings)) : null;
        }
        else
        {
            reason = "";
            return null;
        }

        if (recipients.Count == 0)
        {
            // A machine-readable part may say "delivered" of somebody whom we cannot read.
            FromWords(mail, header, recipients, true, true, machine is null ? Addressee(mail, settings) : null, settings);
        }
        else if (recipients.Exists(r => r.Diagnostic is null))
        {
            AddWords(mail, header, recipients, settings);
        }

        return new BounceReport(recipients, OriginalId(mail, settings));
    }

    /// <summary>Reads delivery-status and feedback-report parts; the reason where there was one.</summary>
    private static string? Machine(IncomingMail mail, HeaderReader header, bool daemon, List<BouncedRecipient> recipients)
    {
        string? reason = null;
        if (FeedbackReport.TryReadReturned(mail, recipients))
        {
            reason = $"Subject: {mail.Subject} (a complaint)";
        }

        foreach (var part in mail.Reports)
        {
            if (part.MediaType is "message/delivery-status" or "message/global-delivery-status" && IsReportItself(mail, header, daemon))
            {
                DeliveryStatus.Read(part.Text, mail.Text, recipients);
                reason ??= $"{part.MediaType} part (a delivery report, RFC 3464)";
            }
            else if (part.MediaType == "message/feedback-report" && FeedbackReport.TryRead(part.Text, mail, recipients, out var type))
            {
                reason ??= $"Feedback-Type: {type} (a complaint, RFC 5965)";
            }
        }

        return reason;
    }

    /// <summary>Mail programs forward a report with its parts: a person's mail that carries one is still a person's.</summary>
    private static bool IsReportItself(IncomingMail mail, HeaderReader header, bool daemon) =>
        mail.ReportType is not null || mail.MediaType is "multipart/report" or "message/delivery-status" or "message/global-delivery-status"
        || daemon || header.NullReturnPath || header.AutoSubmitted || header.FailedRecipients is not null || BounceSubjects.IsNoAnswers(mail.Subject);

    /// <summary>Sent by an address that refuses answers; a web form's has the visitor in Reply-To, who may attach a report.</summary>
    private static bool ReturnsAMessage(IncomingMail mail) =>
        mail.Embedded.Count > 0 && SenderRules.RefusesAnswers(mail.From) && mail.ReplyTo.All(SenderRules.RefusesAnswers);

    /// <summary>The text quotes SMTP; some gateways send that with a return path.</summary>
    private static bool IsDialogue(string text) => text.Contains("RCPT TO:", StringComparison.OrdinalIgnoreCase);

    /// <param name="certain">The mail is known to be a report.</param>
    /// <param name="guess">A lone address in it may be taken for the recipient.</param>
    /// <param name="addressee">Whom the returned message was written to, where that counts.</param>
    private static bool FromWords(IncomingMail mail, HeaderReader header, List<BouncedRecipient> recipients, bool certain, bool guess, string? addressee, ClassifierSettings settings)
    {
        if (mail.Text.Contains("Final-Recipient:", StringComparison.OrdinalIgnoreCase))
        {
            DeliveryStatus.Read(mail.Text, mail.Text, recipients); // a gateway, or a broken boundary, made one text of the parts
        }

        if (recipients.Count == 0)
        {
            recipients.AddRange(DialectReader.Read(mail.Text, header.FailedRecipients, certain, IsOurs(mail, settings), certain && guess, addressee, BounceSubjects.IsDelay(mail.Subject)));
        }

        for (var i = 0; recipients.Count == 0 && certain && i < mail.Embedded.Count; i++)
        {
            if (SenderRules.IsDaemon(mail.Embedded[i].From))
            {
                recipients.AddRange(DialectReader.Read(mail.Embedded[i].Text, null, certain, IsOurs(mail, settings), guess)); // a gateway wrapped the report in one of its own
            }
        }

        return recipients.Count > 0;
    }

    /// <summary>A report whose machine-readable part gives no diagnostic often gives one in words.</summary>
    private static void AddWords(IncomingMail mail, HeaderReader header, List<BouncedRecipient> recipients, ClassifierSettings settings)
    {
        foreach (var told in DialectReader.Read(mail.Text, header.FailedRecipients, false, IsOurs(mail, settings)))
        {
            var index = recipients.FindIndex(r => r.Diagnostic is null && r.Address.Equals(told.Address, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                recipients[index] = recipients[index] with { Diagnostic = told.Diagnostic };
            }
        }
    }

    /// <summary>Addresses in a report that cannot be the recipient: the desk, the mail system, whom the report is sent to.</summary>
    private static Func<string, bool> IsOurs(IncomingMail mail, ClassifierSettings settings) => address =>
        IsParty(address, mail, settings) || SenderRules.IsDaemon(new Tickets.Party(null, address));

    private static bool IsParty(string address, IncomingMail mail, ClassifierSettings settings) =>
        settings.OwnAddresses.Any(own => own.Equals(address, StringComparison.OrdinalIgnoreCase))
        || mail.From?.Is(address) == true || mail.Sender?.Is(address) == true
        || (mail.To.Count == 1 && mail.To[0].Is(address));

    private static string? Addressee(IncomingMail mail, ClassifierSettings settings) =>
        ReturnedMessage.Addressee(mail) is { } address && !IsParty(address, mail, settings) ? address : null;

    private static string? OriginalId(IncomingMail mail, ClassifierSettings settings)
    {
        string? first = null;
        foreach (var candidate in Candidates(mail, settings))
        {
            if (settings.IsOwnMessageId(candidate))
            {
                return candidate;
            }

            first ??= candidate;
        }

        return first;
    }

    /// <summary>Also as what it was sent, where a server has renamed it. The returned message first, then its header, then what the report's words and its own header say.</summary>
    private static IEnumerable<string> Candidates(IncomingMail mail, ClassifierSettings settings)
    {
        foreach (var original in mail.Embedded)
        {
            // A report wrapped in a report is not what was sent, but may quote it.
            var wrapped = SenderRules.IsDaemon(original.From);
            foreach (var id in wrapped ? IdsIn(original.Text) : new[] { original.MessageId, SentAs.ReadField(ReturnedMessage.FieldOf(original, SentAs.Field), settings) }.OfType<string>())
            {
                yield return id;
            }
        }

        foreach (var text in mail.Reports.OrderBy(part => part.MediaType.EndsWith("headers", StringComparison.Ordinal) ? 0 : 1).Select(part => part.Text).Append(mail.Text))
        {
            foreach (var id in IdsIn(text))
            {
                yield return id;
            }
        }

        foreach (var id in mail.InReplyTo.Concat(mail.References.Reverse()))
        {
            yield return id;
        }
    }

    /// <summary>Of every field whose name ends so: servers that rename mail keep its name beside theirs, and so do we.</summary>
    private static IEnumerable<string> IdsIn(string text)
    {
        const string Field = "message-id:";
        var found = 0;
        for (var at = text.IndexOf(Field, StringComparison.OrdinalIgnoreCase); at >= 0 && found < MostMessageIds; at = text.IndexOf(Field, at + Field.Length, StringComparison.OrdinalIgnoreCase))
        {
            var value = text.AsSpan(at + Field.Length);
            value = value[..Math.Min(value.Length, LongestMessageId)].TrimStart();
            if (!value.IsEmpty && value[0] == '<' && value.IndexOf('>') is > 1 and var close)
            {
                found++;
                yield return value[1..close].ToString();
            }
        }
    }
}
