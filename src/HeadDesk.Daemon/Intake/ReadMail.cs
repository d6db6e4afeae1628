using System.Security.Cryptography;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Intake;

/// <summary>A mail that was understood, or the reason why that failed.</summary>
/// <param name="Sha256">Of the original; null where only its header was taken in.</param>
/// <param name="HeaderDigest">What it would be known by had only its header been taken in; null where that is so, or never was: it is small.</param>
/// <param name="Failure">Why it cannot be processed; the mail goes to quarantine.</param>
internal sealed record ReadMail(RawMail Raw, string Digest, string? HeaderDigest, string? Sha256, ClassifiedMail? Mail, Exception? Failure)
{
    /// <summary>Under any limit on size that makes sense.</summary>
    private const int Small = 64 * 1024;

    /// <summary>Parsing never throws on content; should it do so all the same, one mail is quarantined and the next goes on.</summary>
    public static ReadMail Of(RawMail raw, ClassifierSettings settings)
    {
        var digest = MailDigest.Of(raw.Content.Span, raw.TooLarge ? raw.Size : null);
        var headerDigest = raw.TooLarge || raw.Size <= Small ? null : MailDigest.Of(raw.Content.Span, raw.Size);
        var sha256 = raw.TooLarge ? null : Convert.ToHexStringLower(SHA256.HashData(raw.Content.Span));
        try
        {
            var incoming = IncomingMailReader.Read(MimeMessage.Parse(raw.Content), digest, raw.ReceivedAt, raw.Size, raw.TooLarge);
            if (raw.TooLarge)
            {
                incoming = incoming with { Text = TooLargeText.Of(raw) };
            }

            return new ReadMail(raw, digest, headerDigest, sha256, Classifier.Classify(incoming, settings), null);
        }
#pragma warning disable CA1031 // Whatever a mail provokes must not stop the mail behind it; the reason is logged and told to an admin.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new ReadMail(raw, digest, headerDigest, sha256, null, e);
        }
    }
}

/// <summary>What stands in the ticket in place of a body that stayed in the mailbox.</summary>
internal static class TooLargeText
{
    public static string Of(RawMail raw) =>
        $"This mail is too large to take in ({raw.Size / 1_048_576.0:0.0} MB). The original lies in the mailbox.\n{raw.Structure}";
}
