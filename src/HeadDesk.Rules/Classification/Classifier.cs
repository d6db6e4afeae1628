using HeadDesk.Rules.Classification.Bounces;
using HeadDesk.Rules.Classification.Forwards;
using HeadDesk.Rules.Classification.Headers;
using HeadDesk.Rules.Classification.Languages;
using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Classification;

/// <summary>Says what a mail is, by itself, and reads out of it what the desk needs.</summary>
/// <remarks>
/// The first of these that holds: our own mail coming back, a report on a delivery, an automatic mail, spam by the server's word, list
/// mail; else a customer's. The header decides; words decide only where a header already makes them credible. Never throws on content.
/// </remarks>
public static class Classifier
{
    public static ClassifiedMail Classify(IncomingMail received, ClassifierSettings settings)
    {
        var mail = RewrittenAuthor.Restore(SentAs.Restore(received, settings), settings);
        var header = HeaderReader.Read(mail, settings);
        var daemon = SenderRules.IsDaemon(mail.From) || (mail.From is not { Address.Length: > 0 } && SenderRules.IsDaemon(mail.Sender)); // web forms send through a provider's bounces@
        var verdict = Verdict.Reach(mail, header, daemon, settings);
        var subject = SubjectLine.Parse(mail.Subject);
        var lines = TextLines.Of(mail.Text);
        var marks = LineMarker.Mark(lines, mail.Text, subject.IsForward, mail.From, out var markAt);
        var reply = ReplyText.ReplyOf(mail.Text, lines, marks, out var interleaved);
        var forwarded = verdict.Kind is MailKind.Bounce or MailKind.Spam ? null : ForwardReader.Read(mail, subject, lines, markAt);
        return new ClassifiedMail
        {
            Mail = mail,
            Kind = verdict.Kind,
            Reasons = verdict.Reasons,
            Reply = reply,
            Interleaved = interleaved,
            Bounce = verdict.Bounce,
            Forwarded = forwarded,
            Language = LanguageGuess.Of(reply, header.ContentLanguage),
        };
    }
}
