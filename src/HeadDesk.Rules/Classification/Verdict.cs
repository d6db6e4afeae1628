using HeadDesk.Rules.Classification.Bounces;
using HeadDesk.Rules.Classification.Headers;

namespace HeadDesk.Rules.Classification;

/// <summary>The kind of a mail, with the reasons for it.</summary>
/// <param name="Reasons">Those of the kind first, then whatever else was noticed.</param>
internal sealed record Verdict(MailKind Kind, IReadOnlyList<string> Reasons, BounceReport? Bounce)
{
    /// <summary>
    /// From the strongest to the weakest; a mail is what the first of these says. The server's word that it is spam only counts for what
    /// would else be list or customer mail: what a program wrote stays what it is.
    /// </summary>
    private static readonly MailKind[] Order = [MailKind.Loop, MailKind.Bounce, MailKind.AutoReply, MailKind.Spam, MailKind.List];

    public static Verdict Reach(IncomingMail mail, HeaderReader header, bool daemon, ClassifierSettings settings)
    {
        var signals = new List<Signal>();
        Loops(mail, header, settings, signals);
        var bounce = signals.Count == 0 ? ReadBounce(mail, header, daemon, settings, signals) : null;
        Automatic(mail, header, daemon, signals);
        signals.AddRange(header.Of(MailKind.Spam));
        signals.AddRange(header.Of(MailKind.List));
        if (SenderRules.IsListSoftware(mail.Sender) || SenderRules.IsListSoftware(mail.From))
        {
            signals.Add(new Signal(MailKind.List, $"Sender: {(mail.Sender ?? mail.From)!.Address} (list software)"));
        }

        var kind = KindOf(signals);
        return new Verdict(kind, [.. signals.OrderBy(s => s.Kind != kind).ThenBy(s => kind == MailKind.List && s.Weak).Select(s => s.Reason).Distinct()], bounce);
    }

    private static MailKind KindOf(List<Signal> signals)
    {
        // Newsletters come from noreply addresses, list software writes X-Loop.
        var list = signals.Exists(s => s.Kind == MailKind.List) && signals.TrueForAll(s => s.Kind is MailKind.List or MailKind.Spam || s.Weak);
        foreach (var kind in Order)
        {
            if (signals.Exists(s => s.Kind == kind) && !(list && kind == MailKind.AutoReply))
            {
                return kind;
            }
        }

        return MailKind.Customer;
    }

    private static BounceReport? ReadBounce(IncomingMail mail, HeaderReader header, bool daemon, ClassifierSettings settings, List<Signal> signals)
    {
        if (!BounceReader.MayBe(mail, header, daemon) || BounceReader.Read(mail, header, daemon, settings, out var reason) is not { } bounce)
        {
            return null;
        }

        signals.Add(new Signal(MailKind.Bounce, reason));
        return bounce;
    }

    /// <summary>Our own mail: by its signed Message-ID, by our loop mark, or by our address on a mail that says it is automatic.</summary>
    private static void Loops(IncomingMail mail, HeaderReader header, ClassifierSettings settings, List<Signal> signals)
    {
        if (mail.MessageId is { } id && settings.IsOwnMessageId(id))
        {
            signals.Add(new Signal(MailKind.Loop, $"Message-ID: <{id}> (signed by this desk: our own mail came back)"));
        }

        if (header.OwnLoopMark is { } mark)
        {
            signals.Add(mark);
        }

        if (header.AutoSubmitted && mail.From is { } from && settings.OwnAddresses.Any(from.Is))
        {
            signals.Add(new Signal(MailKind.Loop, $"From: {from.Address} (our own address on an automatic mail)"));
        }
    }

    private static void Automatic(IncomingMail mail, HeaderReader header, bool daemon, List<Signal> signals)
    {
        signals.AddRange(header.Of(MailKind.AutoReply));
        if (header.NullReturnPath)
        {
            signals.Add(new Signal(MailKind.AutoReply, "Return-Path: <> (nobody wants an answer, RFC 5321 §4.5.5)"));
        }

        if (daemon)
        {
            signals.Add(new Signal(MailKind.AutoReply, $"From: {(SenderRules.IsDaemon(mail.From) ? mail.From : mail.Sender)} (a mail system's address)"));
        }
        else if (SenderRules.RefusesAnswers(mail.From) && !mail.ReplyTo.Any(Answerable))
        {
            signals.Add(new Signal(MailKind.AutoReply, $"From: {mail.From!.Address} (the address refuses answers)", Weak: true));
        }

        Shapes(mail, header, signals);
        if (AutomaticSubjects.Is(mail.Subject, mail.InReplyTo.Count + mail.References.Count > 0))
        {
            signals.Add(new Signal(MailKind.AutoReply, $"Subject: {mail.Subject} (the set phrase of an automatic answer)"));
        }

        // A web form's noreply address with the visitor in Reply-To is a person who can be answered.
        bool Answerable(Tickets.Party party) =>
            party.Address.Contains('@') && !SenderRules.RefusesAnswers(party) && !SenderRules.IsDaemon(party) && !party.Is(mail.From!.Address);
    }

    /// <summary>What the structure says: reports, read receipts, answers to calendar invitations.</summary>
    private static void Shapes(IncomingMail mail, HeaderReader header, List<Signal> signals)
    {
        foreach (var part in mail.Reports)
        {
            if (part.MediaType == "message/disposition-notification")
            {
                signals.Add(new Signal(MailKind.AutoReply, "message/disposition-notification part (a read receipt, RFC 8098)"));
            }
            else if (part.MediaType == "message/feedback-report")
            {
                signals.Add(new Signal(MailKind.AutoReply, "message/feedback-report part (a feedback report, RFC 5965)"));
            }
            else if (part.MediaType == "text/calendar" && Calendar(part.Text) is { } method)
            {
                signals.Add(new Signal(MailKind.AutoReply, $"text/calendar part with METHOD:{method} (an answer to an invitation, RFC 5546)"));
            }
        }

        if (mail.MediaType == "multipart/report" || mail.ReportType is not null)
        {
            signals.Add(new Signal(MailKind.AutoReply, $"Content-Type: multipart/report{(mail.ReportType is null ? "" : $"; report-type={mail.ReportType}")} (a report, RFC 6522)"));
        }

        if (header.ContentType is { } type && type.StartsWith("text/calendar", StringComparison.OrdinalIgnoreCase) && type.Contains("method=reply", StringComparison.OrdinalIgnoreCase))
        {
            signals.Add(new Signal(MailKind.AutoReply, $"Content-Type: {type} (an answer to an invitation, RFC 5546)"));
        }
    }

    private static string? Calendar(string text) =>
        text.Contains("METHOD:REPLY", StringComparison.OrdinalIgnoreCase) ? "REPLY"
        : text.Contains("METHOD:COUNTER", StringComparison.OrdinalIgnoreCase) ? "COUNTER"
        : text.Contains("METHOD:DECLINECOUNTER", StringComparison.OrdinalIgnoreCase) ? "DECLINECOUNTER"
        : null;
}
